/* Dialogs: the editor's name, the keys, versions. */

import * as api from "../api.ts";
import { button, field, h } from "../dom.ts";
import { KEYS } from "../keys.ts";
import type { Session } from "../session.ts";
import type { Version } from "../types.ts";
import { counted, when } from "../words.ts";

/** A modal dialog that removes itself; `closed` resolves when it is gone. */
function dialog(title: string, ...content: (HTMLElement | null)[]) {
  const box = h("dialog", { "aria-labelledby": "dialog-title" });
  box.append(h("h2", { id: "dialog-title" }, title));
  for (const one of content) if (one) box.append(one);
  document.body.append(box);
  const closed = new Promise<void>((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve();
    });
  });
  box.showModal();
  return { box, closed };
}

const closing = (words: string) =>
  button(words, (event) => (event.currentTarget as HTMLElement).closest("dialog")?.close());

let asking: Promise<void> | null = null;

/** Asks for the editor's name until there is one. */
export function askName(): Promise<void> {
  asking ??= askedName().finally(() => (asking = null));
  return asking;
}

async function askedName(): Promise<void> {
  const name = h("input", { type: "text", required: true, maxlength: 200, autocomplete: "name" });
  const trouble = h("p", { class: "trouble", role: "alert" });
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await api.nameEditor(name.value.trim());
      box.close();
    } catch (error) {
      trouble.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const form = h(
    "form",
    { onsubmit: (event: Event) => void save(event) },
    h("p", {}, "Your decisions are kept with your name. It stays on this machine."),
    field("Your name", name),
    trouble,
    h("p", { class: "acts" }, h("button", { type: "submit", class: "main" }, "Continue")),
  );
  const { box, closed } = dialog("Who is at the desk?", form);
  box.addEventListener("cancel", (event) => event.preventDefault());
  name.focus();
  await closed;
}

export function showHelp(): void {
  if (document.querySelector("dialog")) return;
  const table = h("table", { class: "keys-table" });
  for (const group of KEYS) {
    const body = h("tbody", {}, h("tr", {}, h("th", { colspan: 2, scope: "rowgroup" }, group.where)));
    for (const [keys, what] of group.keys) {
      const cell = h("td");
      keys.forEach((key, n) => cell.append(n > 0 ? " or " : "", h("kbd", {}, key)));
      body.append(h("tr", {}, cell, h("td", {}, what)));
    }
    table.append(body);
  }
  dialog("Keys", table, h("p", { class: "acts" }, closing("Close")));
}

/** Versions of a piece: keep one, compare one with the text now, go back to one. */
export async function showVersions(session: Session): Promise<void> {
  const list = h("ol", { class: "versions" });
  const trouble = h("p", { class: "trouble", role: "alert" });
  const note = h("input", { type: "text", maxlength: 500, autocomplete: "off" });
  const fill = async () => {
    try {
      const versions = await api.versions(session.piece.id);
      list.replaceChildren(...versions.toReversed().map(row));
      if (versions.length === 0) list.append(h("li", {}, "No version has been kept yet."));
      trouble.textContent = "";
    } catch (error) {
      trouble.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const row = (one: Version): HTMLElement => {
    const compare = h(
      "a",
      { href: api.diffPage(session.piece.id, one.number), target: "_blank", rel: "noopener", "aria-label": `Compare version ${one.number} with the text now, in a new tab` },
      "Compare with now",
    );
    const back = async () => {
      if (await session.change((piece) => api.restore(piece.id, piece.revision, one.number))) box.close();
    };
    return h(
      "li",
      {},
      h("p", {}, h("b", {}, `Version ${one.number}`), one.note ? ": " : null, one.note ? h("bdi", {}, one.note) : null),
      h("p", { class: "of" }, h("bdi", {}, one.by), `, ${when(one.at)}, ${counted(one.words, "word")}`),
      h(
        "p",
        { class: "where" },
        compare,
        session.piece.signed ? null : button("Restore", () => void back(), { class: "quiet", "aria-label": `Restore version ${one.number}` }),
      ),
    );
  };
  const keep = async (event: Event) => {
    event.preventDefault();
    const words = note.value.trim();
    if (await session.change((piece) => api.keepVersion(piece.id, piece.revision, words))) note.value = "";
    await fill();
  };
  const form = h(
    "form",
    { class: "keep", onsubmit: (event: Event) => void keep(event) },
    field("Note", note),
    h("button", { type: "submit", class: "main" }, "Keep this version"),
  );
  const { box } = dialog("Versions", session.piece.signed ? null : form, trouble, list, h("p", { class: "acts" }, closing("Close")));
  await fill();
}
