/* The card: what is at the cursor, a claim or selected words, and what can be decided about it. */

import { button, h, keepFocus } from "../dom.ts";
import type { Claim, Label, Quote, Source, Wish } from "../types.ts";
import { LABELS, LETTERS, percent, short, STYLES, TYPES } from "../words.ts";
import { isSource, NOBODY, speakerChoice } from "./speaker.ts";
import type { Work } from "./work.ts";

/** An attribution in the making: its words, and those that say who and how. */
interface Draft {
  content: Quote;
  source?: Quote;
  cue?: Quote;
}

export class Card {
  readonly element = h("section", { class: "now", tabindex: -1, "aria-labelledby": "now-title", "data-k": "card" });
  private readonly work: Work;
  private claim: number | null = null;
  private draft: Draft | null = null;
  private shown = "";
  private setSpeaker: (() => void) | null = null;
  private speakerBox: HTMLElement | null = null;

  constructor(work: Work) {
    this.work = work;
  }

  /** The claim that the card is about; null: none. */
  get current(): Claim | null {
    return this.claim === null ? null : (this.work.audit.claims[this.claim] ?? null);
  }

  /** Shows what is at the cursor now; makes nothing anew where that is as it was. */
  show(force = false): void {
    const { view, session } = this.work;
    const { from, to, head } = view.state.selection.main;
    const chosen = /[\p{L}\p{N}]/u.test(view.state.sliceDoc(from, to));
    this.claim = this.work.claimAt(head);
    const claim = this.current;
    const source = claim && this.work.source(claim.source_id);
    const state = JSON.stringify([
      chosen && [from, to],
      this.draft,
      claim && [this.claim, claim, source?.name, this.work.claimWords(claim)],
      session.piece.signed !== null,
      this.work.review.length,
      this.work.audit.sources.map((one) => [one.id, one.name, one.label]),
    ]);
    if (state === this.shown && !force) return;
    this.shown = state;
    keepFocus(this.element, () => {
      this.setSpeaker = this.speakerBox = null;
      if (this.draft) this.element.replaceChildren(...this.drafted(this.draft, chosen ? { start: from, end: to } : null));
      else if (chosen && !session.piece.signed) this.element.replaceChildren(...this.selected({ start: from, end: to }));
      else if (claim) this.element.replaceChildren(...this.about(claim));
      else this.element.replaceChildren(...this.empty());
    });
    this.element.classList.toggle("idle", !this.draft && !chosen && !claim);
  }

  /** Lights the claim at the cursor, and no others, unless an attribution is being made. */
  light(): void {
    if (!this.draft) this.work.light(this.selection ? [] : (this.current?.spans ?? []));
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  private empty(): HTMLElement[] {
    const left = this.work.review.length;
    return [
      h("h2", { id: "now-title" }, "At the cursor"),
      h("p", { class: "hint" }, "Nothing that makes a claim. Click a claim to see who says it, or select words to add an attribution."),
      ...(left ? [h("p", { class: "acts" }, this.next())] : []),
    ];
  }

  private next(): HTMLElement {
    return button("Next to review", () => this.step(), { "data-k": "next", title: "F8, or j outside the text" });
  }

  private step(): void {
    if (this.work.step(1)) this.focus();
  }

  private about(claim: Claim): HTMLElement[] {
    const source = this.work.source(claim.source_id);
    const who = source?.name ?? (claim.label === "anonymous" ? "Hearsay" : null);
    const facts = [
      claim.type === null || claim.type === "hearsay" ? null : (TYPES[claim.type] ?? claim.type),
      claim.style === null ? null : (STYLES[claim.style] ?? claim.style),
      claim.decided ? "decided" : `${percent(claim.confidence)} sure`,
      claim.review && !claim.decided ? "to review" : null,
    ];
    const head = h(
      "h2",
      { id: "now-title" },
      h("b", { class: `sign ${claim.label}`, "aria-hidden": "true" }, LETTERS[claim.label]),
      ` ${LABELS[claim.label]}`,
      who === null ? null : ": ",
      who === null ? null : h("bdi", {}, who),
    );
    const parts = [
      head,
      h("p", { class: "facts-line" }, facts.filter((one) => one !== null).join(" · ")),
      h("blockquote", {}, h("bdi", {}, short(this.work.claimWords(claim), 160))),
    ];
    if (this.work.session.piece.signed) return parts;
    const labels = h("div", { class: "labels", role: "group", "aria-label": "Label" });
    for (const label of ["named", "anonymous", "unsourced"] as const) {
      labels.append(
        button(LABELS[label], () => void this.label(label), {
          "aria-pressed": String(claim.label === label),
          class: label,
          "data-k": label,
          title: `Key ${LETTERS[label].toLowerCase()}`,
        }),
      );
    }
    const speaker = speakerChoice(this.work, "Speaker", claim.source_id ?? NOBODY, claim.label === "anonymous" && claim.source_id === null ? "Nobody: hearsay" : "Nobody: unsourced");
    this.speakerBox = speaker.box;
    this.setSpeaker = () => {
      const chosen = speaker.chosen();
      if (!speaker.ready()) return;
      if (chosen === null) void this.label("unsourced");
      else void this.speaker(claim, isSource(chosen) ? chosen.id : null, isSource(chosen) ? {} : chosen);
    };
    const set = button("Set speaker", () => this.setSpeaker?.(), { "data-k": "set" });
    speaker.element.querySelector(".field")?.append(set);
    return [
      ...parts,
      labels,
      speaker.element,
      h(
        "p",
        { class: "acts" },
        claim.decided ? null : button("It is right", () => void this.confirm(), { "data-k": "right", title: "Key y" }),
        button("No claim", () => void this.noClaim(), { "data-k": "none", title: "Key x" }),
        this.next(),
      ),
    ];
  }

  /** Gives the claim a label; where a name is missing for it, asks for the speaker instead. */
  async label(label: Label): Promise<void> {
    const claim = this.current;
    if (!claim || this.work.session.piece.signed) return;
    if (label === "named" && claim.source_id === null) {
      this.work.note("Say who it is: choose the speaker.");
      this.focusSpeaker();
      return;
    }
    const wish: Wish = { decision: "label", on: this.work.claimQuote(claim), label };
    await this.work.decide(wish, claim.label === label ? "Kept as it is." : `Now ${LABELS[label].toLowerCase()}.`);
  }

  async confirm(): Promise<void> {
    const claim = this.current;
    if (claim && !claim.decided) await this.label(claim.label);
  }

  async noClaim(): Promise<void> {
    const claim = this.current;
    if (!claim || this.work.session.piece.signed) return;
    const quote = this.work.claimQuote(claim);
    await this.work.decide({ decision: "no-claim", on: quote }, "Marked as no claim.");
  }

  focusSpeaker(): void {
    this.speakerBox?.focus();
  }

  private async speaker(claim: Claim, id: string | null, called: { name?: string; type?: string; sector?: string }) {
    const source = this.work.source(id);
    const on = this.work.claimQuote(claim);
    if (source === null) {
      await this.work.decide({ decision: "speaker", on, ...called }, `Speaker: ${called.name ?? ""}.`);
      return;
    }
    const mention = source.mentions[0];
    const who = mention ? { mention: this.work.quote(mention) } : { name: source.name };
    await this.work.decide({ decision: "speaker", on, ...who }, `Speaker: ${source.name}.`);
  }

  private selected(words: Quote): HTMLElement[] {
    return [
      h("h2", { id: "now-title" }, "Selected words"),
      this.quoted(words),
      h(
        "p",
        { class: "acts" },
        button("Attribute to somebody…", () => this.attribute(), { "data-k": "attribute", title: "Key t" }),
        button("No claim", () => void this.silence(words), { "data-k": "none", title: "Key x" }),
      ),
    ];
  }

  private quoted({ start, end }: Quote): HTMLElement {
    return h("blockquote", {}, h("bdi", {}, short(this.work.view.state.sliceDoc(start, end), 160)));
  }

  /** Starts an attribution of the selected words. */
  attribute(): void {
    const { from, to } = this.work.view.state.selection.main;
    if (from === to || this.work.session.piece.signed) return;
    this.draft = { content: { start: from, end: to } };
    this.work.view.dispatch({ selection: { anchor: from } });
    this.lightDraft();
    this.show(true);
    this.focusSpeaker();
  }

  async silence(words: Quote): Promise<void> {
    const made = await this.work.decide({ decision: "no-claim", on: words }, "Marked as no claim.");
    if (made) this.work.view.dispatch({ selection: { anchor: words.start } });
  }

  /** Whether words are selected that the card is about. */
  get selection(): Quote | null {
    const { from, to } = this.work.view.state.selection.main;
    return from === to || this.draft ? null : { start: from, end: to };
  }

  private lightDraft(): void {
    const { draft, work } = this;
    if (!draft) return;
    const quotes = [draft.content, draft.source, draft.cue].filter((one) => one !== undefined);
    work.lightHere(quotes.map(({ start, end }) => [start, end]));
  }

  private drafted(draft: Draft, chosen: Quote | null): HTMLElement[] {
    const speaker = speakerChoice(this.work, "Attributed to", NOBODY, draft.source ? "The words marked below" : "Nobody: hearsay");
    this.speakerBox = speaker.box;
    const mark = (what: "source" | "cue", words: string, hint: string) => {
      const quote = draft[what];
      const take = () => {
        if (!chosen) return;
        draft[what] = chosen;
        this.work.view.dispatch({ selection: { anchor: chosen.start } });
        this.lightDraft();
        this.show(true);
      };
      return h(
        "p",
        { class: "marked" },
        h("span", {}, words),
        quote ? h("bdi", {}, ` “${short(this.work.view.state.sliceDoc(quote.start, quote.end), 60)}”`) : h("span", { class: "hint" }, ` ${hint}`),
        chosen ? button("Take the selected words", take, { "data-k": what }) : null,
      );
    };
    const finish = async () => {
      if (!speaker.ready()) return;
      const who = speaker.chosen();
      const wish: Wish & { decision: "attribution" } = { decision: "attribution", content: [draft.content] };
      if (draft.cue) wish.cue = draft.cue;
      if (draft.source) wish.source = draft.source;
      if (isSource(who)) Object.assign(wish, this.listed(who, draft.source !== undefined));
      else Object.assign(wish, who ?? {});
      const made = await this.work.decide(wish, "Attribution added.");
      if (made) this.drop();
    };
    return [
      h("h2", { id: "now-title" }, "A new attribution"),
      this.quoted(draft.content),
      speaker.element,
      mark("source", "Words that say who:", "select them in the text (optional)"),
      mark("cue", "Words that link them, as “said”:", "select them in the text (optional)"),
      h(
        "p",
        { class: "acts" },
        button("Add the attribution", () => void finish(), { "data-k": "add", class: "main" }),
        button("Leave it", () => this.drop(), { "data-k": "leave" }),
      ),
    ];
  }

  /** What stands for a source of the list: its name, or a mention where several are called so. */
  private listed(source: Source, marked: boolean): { name: string } | { source: Quote } {
    const alike = this.work.audit.sources.filter((one) => one.name === source.name).length;
    const quote = marked || alike === 1 ? null : this.work.sourceQuote(source);
    return quote ? { source: quote } : { name: source.name };
  }

  /** Follows the text while it is edited. */
  moved(map: (at: number, side: 1 | -1) => number): void {
    if (!this.draft) return;
    for (const quote of [this.draft.content, this.draft.source, this.draft.cue]) {
      if (!quote) continue;
      quote.start = map(quote.start, 1);
      quote.end = Math.max(quote.start, map(quote.end, -1));
    }
  }

  /** Gives up an attribution in the making; whether there was one. */
  drop(): boolean {
    if (!this.draft) return false;
    this.draft = null;
    this.work.lightHere([]);
    this.show(true);
    return true;
  }
}
