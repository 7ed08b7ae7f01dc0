/* The source list: who they are, where they speak; joined by dropping one on another. */

import { button, field, h, type Row, select } from "../dom.ts";
import type { Claim, Source, Wish } from "../types.ts";
import { counted, LABELS, LETTERS, REASONS, SECTORS, TYPES } from "../words.ts";
import { calledFields } from "./speaker.ts";
import type { Work } from "./work.ts";

/** What a dragged source is called in the drag's data; other pages know nothing of it. */
const DRAGGED = "application/x-onrecord-source";

export class Sources {
  private readonly work: Work;
  private readonly redraw: () => void;
  private edited: string | null = null;
  private lit: string | null = null;

  constructor(work: Work, redraw: () => void) {
    this.work = work;
    this.redraw = redraw;
  }

  get count(): number {
    return this.work.audit.sources.length;
  }

  rows(): Row[] {
    const { sources, claims } = this.work.audit;
    const own = new Map<string, Claim[]>();
    for (const claim of claims) {
      if (claim.source_id === null) continue;
      const here = own.get(claim.source_id);
      if (here) here.push(claim);
      else own.set(claim.source_id, [claim]);
    }
    const fresh = new Set(this.work.session.piece.changed.sources);
    const rows: Row[] = [];
    for (const label of ["named", "anonymous"] as const) {
      const group = sources.filter((one) => one.label === label);
      if (group.length === 0) continue;
      rows.push({
        key: label,
        state: String(group.length),
        make: () => h("li", { class: "group" }, h("h3", {}, `${LABELS[label]} `, h("span", { class: "n" }, String(group.length)))),
      });
      for (const one of group) {
        const places = (own.get(one.id) ?? []).map((claim) => claim.paragraph + 1);
        const shown = [one, places, fresh.has(one.id), this.lit === one.id, this.work.session.piece.signed !== null];
        const open = this.edited === one.id;
        const state = JSON.stringify([shown, open && sources.map((other) => [other.id, other.name])]);
        rows.push({ key: one.id, state, make: () => this.row(one, own.get(one.id) ?? [], fresh.has(one.id)) });
      }
    }
    return rows;
  }

  private row(one: Source, claims: Claim[], fresh: boolean): HTMLElement {
    const { signed } = this.work.session.piece;
    const open = this.edited === one.id && !signed;
    const kind = [
      TYPES[one.type] ?? one.type,
      one.insider ? "insider" : null,
      one.sector === "unknown" ? null : (SECTORS[one.sector] ?? one.sector),
      one.count && one.count > 1 ? counted(one.count, "person", "people") : null,
      one.decided ? "decided" : null,
    ];
    const group = this.work.source(one.member_of);
    const row = h(
      "li",
      { class: `entry${fresh ? " fresh" : ""}`, draggable: signed ? null : "true" },
      h(
        "h4",
        {},
        button(h("bdi", {}, one.name), () => this.choose(one, claims), {
          class: "pick",
          "data-k": "pick",
          "aria-pressed": String(this.lit === one.id),
          title: "Show all claims",
        }),
      ),
      h(
        "p",
        { class: "what" },
        h("b", { class: `sign ${one.label}`, "aria-hidden": "true" }, LETTERS[one.label]),
        ` ${kind.filter((part) => part !== null).join(" · ")}`,
      ),
      one.description && one.description !== one.name && h("p", { class: "description" }, h("bdi", {}, one.description)),
      this.grant(one),
      group && h("p", { class: "counts" }, "one of: ", h("bdi", {}, group.name)),
      this.places(one, claims),
    );
    if (signed) return row;
    row.append(
      button(open ? "Close" : "Change…", () => this.edit(open ? null : one.id), {
        class: "quiet",
        "data-k": "change",
        "aria-expanded": String(open),
        "aria-label": `${open ? "Close" : "Change"} ${one.name}`,
      }),
    );
    if (open) row.append(this.form(one));
    this.draggable(row, one);
    return row;
  }

  private grant(one: Source): HTMLElement | null {
    if (!one.grant && !(one.type === "confidential" && one.member_of === null)) return null;
    const { reason, reason_type: type } = one.grant ?? { reason: null, reason_type: null };
    if (reason) return h("p", { class: "grant-line" }, "Anonymity granted: “", h("bdi", {}, reason), "”");
    if (type) return h("p", { class: "grant-line" }, `Anonymity granted; reason: ${REASONS[type] ?? type}`);
    return h("p", { class: "grant-line" }, h("strong", {}, "Anonymity granted, no reason given"));
  }

  private places(one: Source, claims: Claim[]): HTMLElement {
    const line = h("p", { class: "counts" }, `${counted(one.claims, "claim")}, ${counted(one.words, "word")} ·`);
    const seen = new Set<number>();
    for (const claim of claims) {
      if (seen.has(claim.paragraph)) continue;
      seen.add(claim.paragraph);
      const number = String(claim.paragraph + 1);
      const go = () => this.work.goTo(claim.spans);
      line.append(" ", button(`¶ ${number}`, go, { class: "place", "aria-label": `Paragraph ${number}`, "data-k": `p${number}` }));
    }
    return line;
  }

  private choose(one: Source, claims: Claim[]): void {
    const on = this.lit !== one.id;
    this.lit = on ? one.id : null;
    const spans = claims.flatMap((claim) => claim.spans);
    if (on && claims[0]) this.work.goTo(claims[0].spans, spans);
    else this.work.light([]);
    this.redraw();
  }

  private edit(id: string | null): void {
    this.edited = id;
    this.redraw();
    if (id !== null) document.querySelector<HTMLInputElement>(`[data-key="${id}"] input[data-k=name]`)?.select();
  }

  private async decide(wish: Wish, words: string): Promise<void> {
    if (await this.work.decide(wish, words)) {
      this.edited = null;
      this.redraw();
    }
  }

  private form(one: Source): HTMLElement {
    const { work } = this;
    const fields = calledFields(work, { name: one.name, type: one.type, sector: one.sector });
    const save = () => {
      const called = fields.called();
      const on = work.sourceQuote(one);
      if (on && Object.keys(called).length > 0) void this.decide({ decision: "source", on, ...called }, `Changed: ${called.name ?? one.name}.`);
      else this.edit(null);
    };
    const form = h("form", { class: "change", onsubmit: (event: Event) => { event.preventDefault(); save(); } });
    form.append(fields.element, h("p", { class: "acts" }, h("button", { type: "submit", class: "main", "data-k": "save" }, "Save")));
    const others = work.audit.sources.filter((other) => other.id !== one.id);
    if (others.length > 0) {
      const box = select(others.map((other) => [other.id, other.name]), "", { "data-k": "other" });
      const join = button("Join", () => this.join(one, work.source(box.value)), { "data-k": "join" });
      const line = field("The same as", box);
      line.append(join);
      form.append(line);
    }
    if (one.mentions.length > 1) form.append(this.splitting(one));
    return form;
  }

  private splitting(one: Source): HTMLElement {
    const { work } = this;
    const boxes = one.mentions.map((span, n) => {
      const box = h("input", { type: "checkbox", value: n, "data-k": `m${n}` });
      const words = h("bdi", {}, `“${work.words(span)}”`);
      return { span, box, line: h("label", { class: "mention" }, box, words, h("span", { class: "of" }, ` ¶ ${work.paragraph(span[0])}`)) };
    });
    const split = () => {
      const mentions = boxes.filter(({ box }) => box.checked).map(({ span }) => work.quote(span));
      if (mentions.length === 0 || mentions.length === boxes.length) {
        work.note("Tick some of the mentions, not all: those that are somebody else.");
        return;
      }
      void this.decide({ decision: "split", mentions }, "Split off.");
    };
    return h(
      "fieldset",
      { class: "split" },
      h("legend", {}, "Somebody else is meant by"),
      ...boxes.map(({ line }) => line),
      button("Split off", split, { "data-k": "split" }),
    );
  }

  private join(one: Source, other: Source | null): void {
    const first = this.work.sourceQuote(one);
    const second = other && this.work.sourceQuote(other);
    if (!first || !second || !other) return;
    void this.decide({ decision: "join", sources: [second, first] }, `Joined: ${one.name} and ${other.name}.`);
  }

  private draggable(row: HTMLElement, one: Source): void {
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData(DRAGGED, one.id);
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "link";
    });
    row.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes(DRAGGED)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "link";
      row.classList.add("over");
    });
    row.addEventListener("dragleave", (event) => {
      if (!row.contains(event.relatedTarget as Node | null)) row.classList.remove("over");
    });
    row.addEventListener("drop", (event) => {
      row.classList.remove("over");
      const dragged = this.work.source(event.dataTransfer?.getData(DRAGGED) ?? null);
      if (!dragged) return;
      event.preventDefault();
      if (dragged.id !== one.id) this.join(dragged, one);
    });
  }
}
