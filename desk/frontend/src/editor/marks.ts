/* The audit as decorations of the text: claims, the words that say who, zones, numbers, flags. */

import { type ChangeDesc, RangeSet, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, gutter, GutterMarker } from "@codemirror/view";
import type { Span } from "../offsets.ts";
import type { Claim, Finding, Label, Level, Piece } from "../types.ts";
import { SIGNS } from "../words.ts";

interface Marks {
  claims: DecorationSet;
  ends: DecorationSet;
  roles: DecorationSet;
  zones: DecorationSet;
  numbers: RangeSet<GutterMarker>;
}

/** The marks of a piece; `since` is how the text has changed since it was audited. */
export const setMarks = StateEffect.define<{ piece: Piece; since: ChangeDesc }>();
/** The passages that are shown: of the claim at the cursor, or of a finding. */
export const setLit = StateEffect.define<{ spans: Span[]; class: string }>({
  map: ({ spans, class: name }, change) => ({
    class: name,
    spans: spans.map(([start, end]) => [change.mapPos(start, 1), change.mapPos(end, -1)]),
  }),
});

const asked = (claim: Claim): boolean => claim.review && !claim.decided;

class Numbered extends GutterMarker {
  private readonly number: number;
  private readonly flags: Level[];
  private readonly finding: number | null;

  constructor(number: number, flags: Level[], finding: number | null) {
    super();
    this.number = number;
    this.flags = flags;
    this.finding = finding;
  }

  override eq(other: Numbered): boolean {
    const same = other.number === this.number && other.finding === this.finding;
    return same && other.flags.join() === this.flags.join();
  }

  override toDOM(): HTMLElement {
    const box = document.createElement("div");
    box.className = "pn";
    box.append(String(this.number));
    const worst = this.flags[0];
    if (worst) {
      const flag = document.createElement("span");
      flag.className = `flag ${worst}`;
      flag.dataset["finding"] = String(this.finding);
      flag.title = "See the finding";
      flag.textContent = SIGNS[worst] + (this.flags.length > 1 ? this.flags.length : "");
      box.append(flag);
    }
    return box;
  }
}

const LOOKS = new Map<string, Decoration>();

function look(name: string): Decoration {
  let known = LOOKS.get(name);
  if (!known) LOOKS.set(name, (known = Decoration.mark({ class: name })));
  return known;
}

function line(name: string): Decoration {
  let known = LOOKS.get(`line ${name}`);
  if (!known) LOOKS.set(`line ${name}`, (known = Decoration.line({ class: name })));
  return known;
}

const NONE: Marks = {
  claims: Decoration.none,
  ends: Decoration.none,
  roles: Decoration.none,
  zones: Decoration.none,
  numbers: RangeSet.empty,
};

function build(piece: Piece): Marks {
  const { audit, text } = piece;
  const fresh = new Set(piece.changed.claims);
  const claims: Range<Decoration>[] = [];
  const ends: Range<Decoration>[] = [];
  audit.claims.forEach((claim, n) => {
    const name = claimClass(claim.label, claim.decided, fresh.has(n));
    for (const [start, end] of claim.spans) if (start < end) claims.push(look(name).range(start, end));
    const end = Math.max(...claim.spans.map((span) => span[1]));
    // The style sheet puts the letter of the label behind the last character.
    if (end > 0) ends.push(look(`end ${claim.label}${asked(claim) ? " asked" : ""}`).range(end - 1, end));
  });
  const roles: Range<Decoration>[] = [];
  const role = (name: string, spans: Span[]) => {
    for (const [start, end] of spans) if (start < end) roles.push(look(name).range(start, end));
  };
  for (const one of audit.attributions) role("who", one.source);
  for (const one of audit.sources) if (one.grant) role("grant", [one.grant.span]);
  const zones: Range<Decoration>[] = [];
  for (const { start, end, kind } of piece.article) {
    if (kind === "body") continue;
    for (let at = start; at < end; ) {
      zones.push(line(`zone ${kind}`).range(lineStart(text, at)));
      const next = text.indexOf("\n", at);
      at = next < 0 ? end : next + 1;
    }
  }
  return {
    claims: Decoration.set(claims, true),
    ends: Decoration.set(ends, true),
    roles: Decoration.set(roles, true),
    zones: Decoration.set(zones, true),
    numbers: numbers(audit.article.paragraphs, audit.findings, text),
  };
}

function claimClass(label: Label, decided: boolean, fresh: boolean): string {
  return `c ${label}${decided ? " decided" : ""}${fresh ? " fresh" : ""}`;
}

const RANK: Record<Level, number> = { error: 0, warning: 1, suggestion: 2 };

function numbers(paragraphs: Span[], findings: Finding[], text: string): RangeSet<GutterMarker> {
  const flags = new Map<number, number[]>();
  findings.forEach((finding, n) => {
    const at = finding.spans[0]?.[0];
    if (at === undefined || finding.waived) return;
    const number = paragraphAt(paragraphs, at);
    const here = flags.get(number);
    if (here) here.push(n);
    else flags.set(number, [n]);
  });
  const markers = paragraphs.map(([start], n) => {
    const here = (flags.get(n) ?? []).sort((a, b) => RANK[findings[a]!.level] - RANK[findings[b]!.level]);
    const marker = new Numbered(n + 1, here.map((f) => findings[f]!.level), here[0] ?? null);
    return marker.range(lineStart(text, start));
  });
  return RangeSet.of(markers, true);
}

const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);

/** Index of the paragraph that holds a place, or of the one before it. */
export function paragraphAt(paragraphs: Span[], at: number): number {
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paragraphs[middle]![0] <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

const marks = StateField.define<Marks>({
  create: () => NONE,
  update(now, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      return mapped(build(effect.value.piece), effect.value.since);
    }
    return transaction.docChanged ? mapped(now, transaction.changes) : now;
  },
  // What comes first is innermost.
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.roles),
    EditorView.decorations.from(field, (value) => value.claims),
    EditorView.decorations.from(field, (value) => value.ends),
    EditorView.decorations.from(field, (value) => value.zones),
  ],
});

function mapped(now: Marks, changes: ChangeDesc): Marks {
  if (changes.empty) return now;
  return {
    claims: now.claims.map(changes),
    ends: now.ends.map(changes),
    roles: now.roles.map(changes),
    zones: now.zones.map(changes),
    numbers: now.numbers.map(changes),
  };
}

const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, transaction) {
    let next = now.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setLit)) continue;
      const ranges = effect.value.spans.filter(([start, end]) => start < end);
      next = Decoration.set(ranges.map(([start, end]) => look(effect.value.class).range(start, end)), true);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The marks; `follow` is called with the number of a finding whose flag was clicked. */
export function showMarks(follow: (finding: number) => void) {
  return [
    lit,
    marks,
    gutter({
      class: "numbers",
      markers: (view) => view.state.field(marks).numbers,
      domEventHandlers: {
        click(_view, _line, event) {
          const flag = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".flag") : null;
          if (!flag) return false;
          follow(Number(flag.dataset["finding"]));
          return true;
        },
      },
    }),
  ];
}
