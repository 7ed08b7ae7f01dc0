/* What the panels share: the session, where claims stand, how to get to a place in the text. */

import { EditorView } from "@codemirror/view";
import { paragraphAt, setLit } from "../editor/marks.ts";
import type { Span } from "../offsets.ts";
import type { Session } from "../session.ts";
import type { Claim, Quote, Rule, Source, Wish } from "../types.ts";
import { say } from "../dom.ts";

interface ClaimPiece {
  start: number;
  end: number;
  claim: number;
}

export class Work {
  readonly session: Session;
  readonly rules: Map<string, Rule>;
  readonly types: string[];
  readonly sectors: string[];
  view!: EditorView;
  /** Shows a note that goes away by itself. */
  note: (words: string) => void = () => undefined;
  /** A place of the text is shown: on narrow screens it has to come to the front. */
  went: () => void = () => undefined;
  private pieces: ClaimPiece[] = [];
  private sources = new Map<string, Source>();
  private order: number[] = [];
  private last: [confidence: number, claim: number] | null = null;

  constructor(session: Session, rules: Rule[], types: string[], sectors: string[]) {
    this.session = session;
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.types = types;
    this.sectors = sectors;
    this.audited();
  }

  get audit() {
    return this.session.piece.audit;
  }

  /** There is a new audit: look everything up anew. */
  audited(): void {
    const { claims, sources } = this.audit;
    this.pieces = claims.flatMap(({ spans }, claim) => spans.map(([start, end]) => ({ start, end, claim })));
    this.pieces.sort((a, b) => a.start - b.start);
    this.sources = new Map(sources.map((one) => [one.id, one]));
    this.order = claims.flatMap((claim, n) => (claim.review && !claim.decided ? [n] : []));
    this.order.sort((a, b) => claims[a]!.confidence - claims[b]!.confidence || a - b);
  }

  /** The claims to review, the most doubtful first. */
  get review(): readonly number[] {
    return this.order;
  }

  source(id: string | null): Source | null {
    return id === null ? null : (this.sources.get(id) ?? null);
  }

  /** Index of the claim at a place of the text here. */
  claimAt(place: number): number | null {
    const at = this.session.audited(place);
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pieces[middle]!.start <= at) low = middle + 1;
      else high = middle;
    }
    const found = this.pieces[low - 1];
    return found && at <= found.end ? found.claim : null;
  }

  /** Words of the audited text. */
  words([start, end]: Span): string {
    return this.session.piece.text.slice(start, end);
  }

  claimWords(claim: Claim): string {
    return claim.spans.map((span) => this.words(span)).join(" … ");
  }

  paragraph(at: number): number {
    return paragraphAt(this.audit.article.paragraphs, at) + 1;
  }

  /** A place in the text here, for a decision. */
  quote(span: Span): Quote {
    const [start, end] = this.session.here(span);
    return { start, end };
  }

  /** The longest stretch of a claim, which stands for it in a decision. */
  claimQuote(claim: Claim): Quote {
    return this.quote(claim.spans.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a)));
  }

  /** Words that stand for a source in a decision: a mention, else of a claim. */
  sourceQuote(source: Source): Quote | null {
    const mention = source.mentions[0];
    if (mention) return this.quote(mention);
    const claim = this.audit.claims.find((one) => one.source_id === source.id);
    return claim ? this.claimQuote(claim) : null;
  }

  /** Makes a decision and says so. */
  async decide(wish: Wish, words: string): Promise<boolean> {
    const made = await this.session.decide(wish);
    if (made) this.note(words);
    return made;
  }

  /** Lights passages of the audited text, and no others. */
  light(spans: Span[]): void {
    this.lightHere(spans.map((span) => this.session.here(span)));
  }

  /** Lights places of the text here, and no others. */
  lightHere(spans: Span[]): void {
    this.view.dispatch({ effects: setLit.of({ spans, class: "lit" }) });
  }

  /** Brings passages of the audited text into sight and lights them; the cursor goes to the first. */
  goTo(spans: Span[], light: Span[] = spans): void {
    const first = spans[0];
    if (!first) return;
    const [at] = this.session.here(first);
    this.view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    this.light(light);
    this.went();
  }

  goToClaim(number: number): void {
    const claim = this.audit.claims[number];
    if (claim) this.goTo(claim.spans);
    this.last = claim ? [claim.confidence, number] : null;
  }

  /** Goes to the next claim to review, in order of doubt, or to the one before. */
  step(by: 1 | -1): boolean {
    const { claims } = this.audit;
    if (this.order.length === 0) {
      say("No claim is left to review.");
      this.note("No claim is left to review.");
      return false;
    }
    const last = this.last;
    let next = by === 1 ? 0 : this.order.length - 1;
    if (last) {
      const after = (n: number) => claims[n]!.confidence - last[0] || n - last[1];
      const found =
        by === 1 ? this.order.findIndex((n) => after(n) > 0) : this.order.findLastIndex((n) => after(n) < 0);
      if (found >= 0) next = found;
    }
    this.goToClaim(this.order[next]!);
    return true;
  }
}
