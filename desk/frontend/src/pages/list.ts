/* The list of pieces, and making a new one from pasted text, a file or an address. */

import * as api from "../api.ts";
import { button, field, h, patch, type Row, say } from "../dom.ts";
import type { Desk, Level, Listed, Piece } from "../types.ts";
import { counted, LEVELS, SIGNS, when } from "../words.ts";

/** How often to look whether more pieces have been audited, in ms. */
const LOOK = 1500;

export async function listPage(root: HTMLElement): Promise<() => void> {
  document.title = "Desk";
  const desk = await api.desk();
  const trouble = h("p", { class: "trouble", role: "alert" });
  const busy = h("p", { class: "busy", role: "status" });
  const make = async (body: Parameters<typeof api.newPiece>[0]) => {
    trouble.textContent = "";
    busy.textContent = "Reading it…";
    try {
      const piece: Piece = await api.newPiece(body);
      location.hash = `#/piece/${piece.id}`;
    } catch (error) {
      trouble.textContent = error instanceof Error ? error.message : String(error);
      trouble.scrollIntoView({ block: "nearest" });
    } finally {
      busy.textContent = "";
    }
  };
  const file = (one: File) => {
    if (one.size > desk.limits.max_bytes) {
      const most = Math.floor(desk.limits.max_bytes / 1000);
      trouble.textContent = `“${one.name}” is larger than ${most.toLocaleString("en")} kB, which is the most a piece may have.`;
      return;
    }
    const form = new FormData();
    form.append("file", one);
    void make(form);
  };
  const drop = (event: DragEvent) => {
    const one = event.dataTransfer?.files[0];
    const words = event.dataTransfer?.getData("text/plain") ?? "";
    event.preventDefault();
    document.body.classList.remove("dropping");
    if (one) file(one);
    else if (words.trim()) void make({ text: words });
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  };
  const away = (event: DragEvent) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", away);
  document.addEventListener("drop", drop);
  const list = pieces(desk);
  root.replaceChildren(
    h("header", { class: "masthead" }, h("p", { class: "kicker" }, "OnRecord ", h("span", {}, "Review desk"))),
    h(
      "main",
      { class: "desk" },
      h("section", { class: "new", "aria-labelledby": "new-title" }, h("h1", { id: "new-title" }, "New piece"), ...forms(make, file), busy, trouble),
      h("section", { class: "pieces", "aria-labelledby": "pieces-title" }, h("h1", { id: "pieces-title" }, "Pieces"), list.element),
    ),
  );
  return () => {
    list.close();
    document.removeEventListener("dragover", over);
    document.removeEventListener("dragleave", away);
    document.removeEventListener("drop", drop);
    document.body.classList.remove("dropping");
  };
}

function forms(make: (body: { text: string } | { url: string }) => Promise<void>, file: (one: File) => void): HTMLElement[] {
  const text = h("textarea", { rows: 7, required: true, spellcheck: "false", placeholder: "Paste a draft here, or drop a file anywhere on the page." });
  const pasted = (event: Event) => {
    event.preventDefault();
    void make({ text: text.value });
  };
  const picker = h("input", { type: "file", accept: ".txt,.md,.html,.htm,.docx,text/plain", class: "unseen", tabindex: -1, "aria-hidden": "true" });
  picker.addEventListener("change", () => {
    const one = picker.files?.[0];
    if (one) file(one);
    picker.value = "";
  });
  const url = h("input", { type: "url", required: true, placeholder: "https://", autocomplete: "off" });
  const fetched = (event: Event) => {
    event.preventDefault();
    void make({ url: url.value.trim() });
  };
  return [
    h(
      "form",
      { onsubmit: pasted },
      field("Text", text),
      h(
        "p",
        { class: "acts" },
        h("button", { type: "submit", class: "main" }, "Audit this text"),
        button("Choose a file…", () => picker.click()),
        picker,
      ),
    ),
    h("form", { class: "address", onsubmit: fetched }, field("Or the address of a page", url), h("button", { type: "submit" }, "Fetch")),
  ];
}

/** The list, which follows the audits of pieces that nobody has opened yet until it is closed. */
function pieces(first: Desk): { element: HTMLElement; close: () => void } {
  if (first.pieces.length === 0) {
    const none = h("p", { class: "hint" }, "None yet. Paste a draft, drop a file, or give an address.");
    return { element: none, close: () => undefined };
  }
  const body = h("tbody");
  const progress = h("p", { class: "hint" });
  let timer = 0;
  const fill = (desk: Desk) => {
    const newest = desk.pieces.toSorted((a, b) => b.changed_at.localeCompare(a.changed_at));
    patch(body, newest.map((one) => listed(one, desk.auditing)));
    const { left } = desk.auditing;
    progress.textContent = left > 0 ? `Auditing in the background: ${counted(left, "piece")} left.` : "";
    progress.hidden = left === 0;
    if (left > 0) timer = setTimeout(() => void look(), LOOK);
  };
  const look = async () => {
    const mine = timer;
    try {
      const desk = await api.desk();
      if (mine !== timer) return;
      fill(desk);
      if (desk.auditing.left === 0) say("All pieces have been audited.");
    } catch {
      // Whatever is done next says what is wrong.
      if (mine === timer) timer = setTimeout(() => void look(), LOOK);
    }
  };
  fill(first);
  const head = ["Piece", "To review", "Findings", "Changed"].map((words) => h("th", { scope: "col" }, words));
  const table = h("table", { class: "piece-list" }, h("thead", {}, h("tr", {}, ...head)), body);
  const close = () => {
    clearTimeout(timer);
    timer = -1;
  };
  return { element: h("div", {}, progress, table), close };
}

function listed(one: Listed, { left, failed }: Desk["auditing"]): Row {
  const unknown = failed.includes(one.id) ? "not audited: open it to see why" : left > 0 ? "to be audited" : "not audited yet";
  const state = JSON.stringify([one, one.findings ? "" : unknown]);
  return { key: String(one.id), state, make: () => row(one, unknown) };
}

function row(one: Listed, unknown: string): HTMLElement {
  const findings = h("td", { "data-label": "Findings" });
  const levels = (Object.keys(LEVELS) as Level[]).filter((level) => one.findings && one.findings[level] > 0);
  for (const level of levels) {
    const n = one.findings![level];
    findings.append(
      h("span", { class: `level ${level}` }, h("span", { "aria-hidden": "true" }, `${SIGNS[level]} ${n}`), h("span", { class: "unseen" }, counted(n, LEVELS[level].toLowerCase()))),
      " ",
    );
  }
  if (one.findings === null) findings.append(unknown);
  else if (levels.length === 0) findings.append("none");
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      h("a", { href: `#/piece/${one.id}`, "data-k": "open" }, h("bdi", {}, one.title)),
      one.path && h("span", { class: "of", title: one.path }, h("bdi", {}, one.path.split(/[\\/]/).at(-1) ?? "")),
      one.signed && h("span", { class: "signed-by" }, "Signed off by ", h("bdi", {}, one.signed.by)),
    ),
    h("td", { "data-label": "To review" }, one.review === null ? "–" : String(one.review)),
    findings,
    h("td", { "data-label": "Changed" }, when(one.changed_at)),
  );
}
