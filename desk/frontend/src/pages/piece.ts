/* The page of a piece: the article on the left, what is to be decided beside it. */

import { EditorView } from "@codemirror/view";
import * as api from "../api.ts";
import { button, h, keepFocus, patch, type Row, say } from "../dom.ts";
import { makeEditor, setFixed } from "../editor/editor.ts";
import { pressed } from "../keys.ts";
import { Card } from "../panels/card.ts";
import { Decisions } from "../panels/decisions.ts";
import { Findings } from "../panels/findings.ts";
import { Review } from "../panels/review.ts";
import { Sources } from "../panels/sources.ts";
import { Work } from "../panels/work.ts";
import { deedsInHistory, Session, type State } from "../session.ts";
import type { Label } from "../types.ts";
import { LABELS, LETTERS, when } from "../words.ts";
import { askName, showHelp, showVersions } from "./dialogs.ts";

/** How many rows a panel shows before it asks. */
const MOST = 60;

const STATES: Record<State, string> = {
  saved: "Saved",
  typing: "…",
  saving: "Auditing…",
  unsaved: "Not saved",
  conflict: "Not saved: changed elsewhere",
  signed: "Signed off",
};

const EXPORTS: [format: string, words: string][] = [
  ["html", "Report (HTML)"],
  ["docx", "Word, with comments"],
  ["json", "Audit (JSON)"],
  ["md", "Report (Markdown)"],
  ["decisions", "Decisions"],
  ["gold", "Gold for evaluation"],
];

interface Panel {
  name: string;
  title: string;
  hint: string;
  empty: string;
  source: { readonly count: number; rows: () => Row[] };
  list: HTMLElement;
  section: HTMLElement;
  tab: HTMLButtonElement;
  most: number;
}

export async function piecePage(root: HTMLElement, id: number): Promise<() => void> {
  const [desk, piece, rules] = await Promise.all([api.desk(), api.getPiece(id), api.rules()]);
  return new PiecePage(root, new Work(sessionOf(piece), rules, desk.types, desk.sectors)).close;

  function sessionOf(one: typeof piece): Session {
    return new Session(one, {
      audited: () => current?.audited(),
      state: (state) => current?.state(state),
      problem: (words) => current?.problem(words),
      told: (words) => current?.note(words),
      askName,
    });
  }
}

let current: PiecePage | null = null;

class PiecePage {
  private readonly work: Work;
  private readonly session: Session;
  private readonly view: EditorView;
  private readonly card: Card;
  private readonly findings: Findings;
  private readonly panels: Panel[];
  private chosen: Panel;
  private readonly status = h("p", { class: "save", role: "status" });
  private readonly bar = h("div", { class: "bar-message", role: "alert", hidden: true });
  private readonly toast = h("p", { class: "toast", role: "status" });
  private readonly tally = h("p", { class: "tally" });
  private readonly tools = h("div", { class: "acts toolbar", role: "toolbar", "aria-label": "Piece" });
  private readonly signed = h("p", { class: "signed-off", hidden: true });
  private readonly sheet = h("div", { class: "sheet" });
  private readonly side = h("aside", { class: "beside", "aria-label": "Beside the article" });
  private undoButton!: HTMLButtonElement;
  private redoButton!: HTMLButtonElement;
  private signButton!: HTMLButtonElement;
  private toastTimer = 0;
  private settling = 0;
  private drawing = 0;
  /** Whether the editor has put the cursor elsewhere since the card was made. */
  private moved = false;
  private fixed = false;

  constructor(root: HTMLElement, work: Work) {
    current = this;
    this.work = work;
    this.session = work.session;
    const redraw = () => this.draw();
    this.card = new Card(work);
    this.findings = new Findings(work, redraw);
    work.note = (words) => this.note(words);
    work.went = () => this.showBeside(false);
    this.view = makeEditor(this.session.piece.text, work.audit.article.language ?? "en", {
      updated: (update) => {
        this.session.updated(update);
        if (update.docChanged) this.card.moved((at, side) => update.changes.mapPos(at, side));
        if (update.transactions.some((one) => one.isUserEvent("select"))) this.moved = true;
        if (update.selectionSet || update.docChanged) this.settle();
      },
      follow: (finding) => this.follow(finding),
      undo: () => this.session.undo(),
      redo: () => this.session.redo(),
      extensions: deedsInHistory,
    });
    work.view = this.view;
    this.panels = [
      this.panel("review", "To review", "In order of doubt. F8 goes to the next.", "No claim is left to review.", new Review(work, () => this.toCard())),
      this.panel("sources", "Sources", "To join two sources, drop one on the other, or choose “Change…”.", "The article gives no source for anything in it.", new Sources(work, redraw)),
      this.panel("findings", "Findings", "", "No sourcing rule is broken.", this.findings),
      this.panel("decisions", "Decided", "The latest first.", "Nothing has been decided yet.", new Decisions(work)),
    ];
    this.chosen = this.panels[0]!;
    this.build(root);
    this.sheet.append(this.view.dom);
    this.session.open(this.view);
    this.choose(this.panels[work.review.length > 0 ? 0 : 1]!);
    document.addEventListener("keydown", this.key);
    document.addEventListener("visibilitychange", this.seen);
    addEventListener("pagehide", this.leave);
    addEventListener("beforeunload", this.unload);
  }

  readonly close = (): void => {
    current = null;
    document.removeEventListener("keydown", this.key);
    document.removeEventListener("visibilitychange", this.seen);
    removeEventListener("pagehide", this.leave);
    removeEventListener("beforeunload", this.unload);
    clearTimeout(this.toastTimer);
    clearTimeout(this.settling);
    clearTimeout(this.drawing);
    this.session.close();
    this.view.destroy();
  };

  private build(root: HTMLElement): void {
    const { session } = this;
    this.undoButton = button("Undo", () => session.undo(), { "data-k": "undo" });
    this.redoButton = button("Redo", () => session.redo(), { "data-k": "redo" });
    this.signButton = button("Sign off", () => void this.sign(), { class: "main", "data-k": "sign" });
    const menu = h("details", { class: "menu" }, h("summary", {}, "Export"));
    const links = EXPORTS.map(([format, words]) => h("li", {}, h("a", { href: api.exported(session.piece.id, format), download: true }, words)));
    menu.append(h("ul", {}, ...links));
    menu.addEventListener("focusout", (event) => {
      if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    this.tools.append(
      this.undoButton,
      this.redoButton,
      button("Versions", () => void showVersions(session)),
      menu,
      this.signButton,
      button("?", showHelp, { "aria-label": "Keys", title: "Keys: ? or F1" }),
    );
    const tabs = h("div", { class: "panel-tabs", role: "tablist", "aria-label": "Beside the article" }, ...this.panels.map((one) => one.tab));
    this.side.append(this.card.element, tabs, ...this.panels.map((one) => one.section));
    const title = session.piece.title;
    document.title = `${title} – Desk`;
    root.replaceChildren(
      h(
        "header",
        { class: "piece-bar" },
        h("a", { href: "#/", class: "home" }, "← Pieces"),
        h("h1", {}, h("bdi", {}, title)),
        this.status,
        this.tools,
      ),
      this.bar,
      h(
        "main",
        { class: "piece" },
        h("section", { class: "article", "aria-label": "The article" }, h("div", { class: "line" }, this.tally, this.signed), this.sheet),
        this.side,
      ),
      this.switcher(),
      this.toast,
    );
  }

  /** On narrow screens one sees the article or what is beside it. */
  private switcher(): HTMLElement {
    const show = (beside: boolean) => {
      document.body.classList.toggle("beside-shown", beside);
      text.setAttribute("aria-pressed", String(!beside));
      side.setAttribute("aria-pressed", String(beside));
    };
    const text = button("Article", () => show(false), { "aria-pressed": "true" });
    const side = button("Sources and findings", () => show(true), { "aria-pressed": "false" });
    document.body.classList.remove("beside-shown");
    this.showBeside = show;
    return h("nav", { class: "switcher", "aria-label": "Article or lists" }, text, side);
  }

  private showBeside: (beside: boolean) => void = () => undefined;

  private panel(name: string, title: string, hint: string, empty: string, source: Panel["source"]): Panel {
    const list = h("ol", { class: `rows ${name}` });
    const section = h(
      "div",
      { class: "panel-body", role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, tabindex: -1 },
      hint ? h("p", { class: "hint" }, hint) : null,
      list,
    );
    const tab = button(title, () => this.choose(panel), { role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` });
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = this.panels[(this.panels.indexOf(panel) + by + this.panels.length) % this.panels.length]!;
      this.choose(next);
      next.tab.focus();
    });
    const panel: Panel = { name, title, hint, empty, source, list, section, tab, most: MOST };
    return panel;
  }

  private choose(panel: Panel): void {
    this.chosen = panel;
    for (const one of this.panels) {
      const on = one === panel;
      one.section.hidden = !on;
      one.tab.setAttribute("aria-selected", String(on));
      one.tab.tabIndex = on ? 0 : -1;
    }
    this.draw();
  }

  /** There is a new audit, or what may be done has changed. */
  audited(): void {
    this.work.audited();
    this.sheet.dataset["revision"] = String(this.session.piece.revision);
    clearTimeout(this.drawing);
    // The lists come in a task of their own, after the marks.
    this.drawing = setTimeout(() => {
      this.draw();
      this.card.show();
      this.buttons();
      this.count();
    });
  }

  /** Says how many claims there are of each label. */
  private count(): void {
    const counts = { named: 0, anonymous: 0, unsourced: 0 };
    for (const claim of this.work.audit.claims) counts[claim.label]++;
    this.tally.replaceChildren();
    for (const label of Object.keys(counts) as Label[]) {
      this.tally.append(
        h("span", { class: "count" }, h("b", { class: `sign ${label}`, "aria-hidden": "true" }, LETTERS[label]), ` ${counts[label]} `, h("span", { class: "word" }, LABELS[label].toLowerCase())),
      );
    }
  }

  /** Brings the lists up to date; only the one that is seen is made. */
  private draw(): void {
    for (const one of this.panels) {
      const { count } = one.source;
      if (one.tab.dataset["n"] === String(count)) continue;
      one.tab.dataset["n"] = String(count);
      one.tab.replaceChildren(`${one.title} `, h("span", { class: "n" }, String(count)));
    }
    const { list, source, empty } = this.chosen;
    const rows = source.rows();
    const shown = rows.slice(0, this.chosen.most);
    const left = rows.length - shown.length;
    if (rows.length === 0) shown.push({ key: "empty", state: empty, make: () => h("li", { class: "none" }, empty) });
    if (left > 0) {
      const more = () => {
        this.chosen.most += MOST * 4;
        this.draw();
      };
      shown.push({ key: "more", state: String(left), make: () => h("li", { class: "none" }, button(`Show ${left} more`, more)) });
    }
    patch(list, shown);
  }

  /** Shows the claim at the cursor as soon as the cursor rests. */
  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.card.show();
      if (this.moved) this.card.light();
      this.moved = false;
      this.buttons();
    }, 30);
  }

  private buttons(): void {
    this.undoButton.disabled = !this.session.canUndo;
    this.redoButton.disabled = !this.session.canRedo;
  }

  state(state: State): void {
    this.status.textContent = STATES[state];
    this.status.className = `save ${state}`;
    const { piece, theirs } = this.session;
    const fixed = piece.signed !== null || theirs !== null;
    if (fixed !== this.fixed) setFixed(this.view, fixed);
    this.fixed = fixed;
    this.signButton.textContent = piece.signed ? "Reopen" : "Sign off";
    this.signButton.classList.toggle("main", piece.signed === null);
    this.signed.hidden = piece.signed === null;
    if (piece.signed) {
      const link = h("a", { href: api.exported(piece.id, "html"), target: "_blank", rel: "noopener" }, "The report");
      this.signed.replaceChildren("Signed off by ", h("bdi", {}, piece.signed.by), `, ${when(piece.signed.at)}. `, link);
    }
    if (state === "conflict") this.conflict();
    this.buttons();
  }

  /** Two texts, one of which has to stay. */
  private conflict(): void {
    const settle = (whose: "mine" | "theirs") => {
      this.bar.hidden = true;
      void this.session.settle(whose);
    };
    keepFocus(this.bar, () => {
      this.bar.replaceChildren(
        h("p", {}, "This piece was changed in another tab. Your text is kept here and has not been saved. Which one should stay? The other becomes a version."),
        h(
          "p",
          { class: "acts" },
          button("Keep my text", () => settle("mine"), { class: "main", "data-k": "mine" }),
          button("Take the other text", () => settle("theirs"), { "data-k": "theirs" }),
        ),
      );
    });
    this.bar.hidden = false;
  }

  problem(words: string | null): void {
    if (this.session.theirs) return;
    this.bar.hidden = words === null;
    if (words === null) return;
    this.bar.replaceChildren(
      h("p", {}, words),
      h("p", { class: "acts" }, button("Close", () => (this.bar.hidden = true))),
    );
  }

  note(words: string): void {
    clearTimeout(this.toastTimer);
    this.toast.textContent = words;
    this.toast.classList.add("on");
    this.toastTimer = setTimeout(() => {
      this.toast.classList.remove("on");
      this.toast.textContent = "";
    }, 4000);
  }

  private async sign(): Promise<void> {
    const what = this.session.piece.signed ? "reopen" : "sign";
    const done = await this.session.change((piece) => api.act(piece.id, piece.revision, what));
    if (!done) return;
    this.card.show(true);
    this.note(what === "sign" ? "Signed off. The report is kept with it." : "Open again.");
  }

  private follow(finding: number): void {
    this.choose(this.panels.find((one) => one.source === this.findings)!);
    this.showBeside(true);
    const key = this.findings.keyOf(finding);
    const row = key && this.chosen.list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "nearest" });
    row.focus({ preventScroll: true });
    this.work.light(this.work.audit.findings[finding]?.spans ?? []);
  }

  private toCard(): void {
    this.showBeside(false);
    clearTimeout(this.settling);
    this.card.show();
    this.card.focus();
  }

  private step(by: 1 | -1): void {
    if (this.work.step(by)) {
      this.toCard();
      say(this.card.element.querySelector("h2")?.textContent ?? "");
    }
  }

  private letter(key: string): boolean {
    const { card, work } = this;
    const labels: Record<string, Label> = { n: "named", a: "anonymous", u: "unsourced" };
    const label = labels[key];
    const selection = card.selection;
    if (selection && key === "t") card.attribute();
    else if (selection && key === "x") void card.silence(selection);
    else if (!card.current || work.session.piece.signed) return false;
    else if (label) void card.label(label);
    else if (key === "y") void card.confirm();
    else if (key === "x") void card.noClaim();
    else if (key === "s") card.focusSpeaker();
    else return false;
    return true;
  }

  private readonly key = (event: KeyboardEvent): void => {
    const done = pressed(event, {
      next: () => this.step(1),
      previous: () => this.step(-1),
      undo: () => this.session.undo(),
      redo: () => this.session.redo(),
      help: showHelp,
      save: () => this.note("Everything is saved as you go."),
      card: () => this.toCard(),
      text: () => {
        if (!this.card.drop()) this.view.focus();
      },
      letter: (key) => this.letter(key),
    });
    if (done) event.preventDefault();
  };

  private readonly seen = (): void => {
    if (document.visibilityState === "visible") void this.session.refresh();
  };

  private readonly leave = (): void => this.session.leave();

  private readonly unload = (event: BeforeUnloadEvent): void => {
    if (this.session.unsaved) event.preventDefault();
  };
}
