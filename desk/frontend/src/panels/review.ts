/* The claims of which the model is least sure, in order of doubt. */

import { button, h, type Row } from "../dom.ts";
import type { Claim } from "../types.ts";
import { LABELS, LETTERS, percent, short } from "../words.ts";
import type { Work } from "./work.ts";

export class Review {
  private readonly work: Work;
  private readonly went: () => void;

  constructor(work: Work, went: () => void) {
    this.work = work;
    this.went = went;
  }

  get count(): number {
    return this.work.review.length;
  }

  rows(): Row[] {
    const { claims } = this.work.audit;
    const fresh = new Set(this.work.session.piece.changed.claims);
    const seen = new Map<string, number>();
    return this.work.review.map((n) => {
      const claim = claims[n]!;
      const words = short(this.work.claimWords(claim), 140);
      const again = seen.get(words) ?? 0;
      seen.set(words, again + 1);
      const source = this.work.source(claim.source_id)?.name ?? null;
      const state = JSON.stringify([n, claim.label, claim.confidence, claim.paragraph, source, fresh.has(n)]);
      return { key: `${words} ${again}`, state, make: () => this.row(claim, n, words, source, fresh.has(n)) };
    });
  }

  private row(claim: Claim, n: number, words: string, source: string | null, fresh: boolean): HTMLElement {
    const go = () => {
      this.work.goToClaim(n);
      this.went();
    };
    return h(
      "li",
      { class: fresh ? "fresh" : null },
      h(
        "p",
        { class: "level" },
        h("b", { class: `sign ${claim.label}`, "aria-hidden": "true" }, LETTERS[claim.label]),
        ` ${LABELS[claim.label]}?`,
        source === null ? null : " ",
        source === null ? null : h("bdi", {}, source),
        h("span", { class: "of" }, ` ${percent(claim.confidence)} sure`),
      ),
      h("blockquote", {}, h("bdi", {}, words)),
      h("p", { class: "where" }, button(`¶ ${claim.paragraph + 1}`, go, { class: "place", "aria-label": `Go to it, paragraph ${claim.paragraph + 1}`, "data-k": "go" })),
    );
  }
}
