/* Findings: what breaks a sourcing rule, where, and waiving it with a reason. */

import { button, field, h, type Row } from "../dom.ts";
import type { Finding, Level } from "../types.ts";
import { LEVELS, short, SIGNS } from "../words.ts";
import type { Work } from "./work.ts";

const RANK: Record<Level, number> = { error: 0, warning: 1, suggestion: 2 };

export class Findings {
  private readonly work: Work;
  private readonly redraw: () => void;
  private waiving: number | null = null;

  constructor(work: Work, redraw: () => void) {
    this.work = work;
    this.redraw = redraw;
  }

  get count(): number {
    return this.work.audit.findings.filter((one) => one.waived === null).length;
  }

  /** The numbers of the findings, those that stand first, the gravest first. */
  private ranked(): number[] {
    const all = this.work.audit.findings;
    const rank = (n: number) => RANK[all[n]!.level] + (all[n]!.waived === null ? 0 : 9);
    return all.map((_, n) => n).sort((a, b) => rank(a) - rank(b) || a - b);
  }

  rows(): Row[] {
    const { findings } = this.work.audit;
    const fresh = new Set(this.work.session.piece.changed.findings);
    const seen = new Map<string, number>();
    return this.ranked().map((n) => {
      const one = findings[n]!;
      const words = one.spans[0] ? this.work.words(one.spans[0]) : "";
      const name = `${one.rule} ${words.slice(0, 80)} ${one.source_ids.join()}`;
      const again = seen.get(name) ?? 0;
      seen.set(name, again + 1);
      const places = one.spans.map((span) => this.work.paragraph(span[0]));
      const signed = this.work.session.piece.signed !== null;
      const shown = [one.message, one.points, one.level, one.waived, words, places, fresh.has(n), this.waiving === n, signed, n];
      return { key: `${name} ${again}`, state: JSON.stringify(shown), make: () => this.row(one, n, fresh.has(n)) };
    });
  }

  /** The key of a finding's row, for somebody who follows a flag. */
  keyOf(number: number): string | undefined {
    return this.rows()[this.ranked().indexOf(number)]?.key;
  }

  private row(one: Finding, n: number, fresh: boolean): HTMLElement {
    const { work } = this;
    const first = one.spans[0];
    const row = h(
      "li",
      { class: `${one.waived === null ? "" : "settled"}${fresh ? " fresh" : ""}`, tabindex: -1 },
      h(
        "p",
        { class: `level ${one.level}` },
        h("span", { "aria-hidden": "true" }, SIGNS[one.level]),
        ` ${LEVELS[one.level]} `,
        h("code", {}, one.rule),
      ),
      h("p", {}, h("bdi", {}, one.message)),
    );
    if (one.points.length > 0) {
      row.append(h("ul", { class: "points" }, ...one.points.map((point) => h("li", {}, h("bdi", {}, point)))));
    }
    if (first) row.append(h("blockquote", {}, h("bdi", {}, short(work.words(first), 160))));
    const where = h("p", { class: "where" });
    const seen = new Set<number>();
    for (const span of one.spans) {
      const number = work.paragraph(span[0]);
      if (seen.has(number)) continue;
      seen.add(number);
      where.append(button(`¶ ${number}`, () => work.goTo([span], one.spans), { class: "place", "aria-label": `Paragraph ${number}`, "data-k": `p${number}` }));
    }
    if (one.waived === null && !work.session.piece.signed) {
      const open = this.waiving === n;
      where.append(
        button(open ? "Close" : "Waive…", () => this.open(open ? null : n), {
          class: "quiet",
          "data-k": "waive",
          "aria-expanded": String(open),
        }),
      );
    }
    row.append(where);
    if (one.waived !== null) row.append(h("p", { class: "waived" }, "Waived: ", h("bdi", {}, one.waived)));
    const why = work.rules.get(one.rule)?.finds;
    if (why) {
      const asked = one.standards.length > 0 ? h("p", { class: "standard" }, `Asked for by: ${one.standards.join("; ")}`) : null;
      row.append(h("details", {}, h("summary", { "data-k": "why" }, "About this rule"), h("p", { class: "standard" }, why), asked));
    }
    if (this.waiving === n && one.waived === null) row.append(this.form(one));
    return row;
  }

  private open(n: number | null): void {
    this.waiving = n;
    this.redraw();
    if (n !== null) document.querySelector<HTMLElement>("form.waive input")?.focus();
  }

  private form(one: Finding): HTMLElement {
    const reason = h("input", { type: "text", required: true, maxlength: 5000, autocomplete: "off", "data-k": "reason" });
    const waive = async (event: Event) => {
      event.preventDefault();
      const on = one.spans.map((span) => this.work.quote(span));
      const made = await this.work.decide({ decision: "waive", rule: one.rule, reason: reason.value.trim(), on }, "Waived.");
      if (made) this.open(null);
    };
    return h(
      "form",
      { class: "waive", onsubmit: (event: Event) => void waive(event) },
      field("Why it may stand", reason),
      h("button", { type: "submit", class: "main", "data-k": "do-waive" }, "Waive"),
    );
  }
}
