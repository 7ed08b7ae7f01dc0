/* What has been decided, by whom, and taking it back. */

import { button, h, type Row } from "../dom.ts";
import type { Decided } from "../types.ts";
import { when } from "../words.ts";
import type { Work } from "./work.ts";

const STATES: Record<Decided["state"], string> = {
  applied: "",
  fuzzy: "The words around it have changed since; check that it is still right",
  overruled: "A later decision says otherwise",
  lost: "It no longer fits the text",
};

export class Decisions {
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  get count(): number {
    return this.work.session.piece.decisions.length;
  }

  rows(): Row[] {
    const { decisions, signed } = this.work.session.piece;
    return [...decisions].reverse().map((one) => ({
      key: String(one.id),
      state: JSON.stringify([one.state, one.sentence, one.why, signed !== null]),
      make: () => this.row(one),
    }));
  }

  private row(one: Decided): HTMLElement {
    const { session } = this.work;
    const state = STATES[one.state];
    return h(
      "li",
      { class: `decision ${one.state}` },
      h("p", {}, h("bdi", {}, one.sentence)),
      state ? h("p", { class: "state" }, `${one.why ? sentence(one.why) : state}.`) : null,
      h("p", { class: "of" }, h("bdi", {}, one.decision.by), `, ${when(one.decision.at)}`),
      session.piece.signed
        ? null
        : h("p", { class: "where" }, button("Take back", () => void session.takeBack(one.id), { class: "quiet", "data-k": "back" })),
    );
  }
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1).replace(/\.$/, "");
