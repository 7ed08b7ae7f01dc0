/* The controls that say who speaks: one of the source list, somebody else, or nobody. */

import { field, h, select } from "../dom.ts";
import type { Called, Source } from "../types.ts";
import { LABELS, SECTORS, TYPES, NAMED_TYPES } from "../words.ts";
import type { Work } from "./work.ts";

const ELSE = "+";
export const NOBODY = "";

export interface SpeakerChoice {
  element: HTMLElement;
  box: HTMLSelectElement;
  /** The source of the list that is chosen, or what somebody else is called; null: nobody. */
  chosen: () => Source | Called | null;
  /** Whether what is chosen can be sent; if not, the control that lacks something has the focus. */
  ready: () => boolean;
}

export const isSource = (one: Source | Called | null): one is Source => one !== null && "id" in one;

export function speakerChoice(work: Work, label: string, current: string, nobody: string): SpeakerChoice {
  const box = h("select", { "data-k": "speaker" });
  box.append(h("option", { value: NOBODY, selected: current === NOBODY }, nobody));
  for (const kind of ["named", "anonymous"] as const) {
    const sources = work.audit.sources.filter((one) => one.label === kind);
    if (sources.length === 0) continue;
    const group = h("optgroup", { label: LABELS[kind] });
    for (const one of sources) {
      group.append(h("option", { value: one.id, selected: one.id === current }, one.name));
    }
    box.append(group);
  }
  box.append(h("option", { value: ELSE }, "Someone else…"));
  const fields = calledFields(work, {});
  fields.element.hidden = true;
  box.addEventListener("change", () => {
    fields.element.hidden = box.value !== ELSE;
    if (box.value === ELSE) fields.name.focus();
  });
  return {
    element: h("div", { class: "speaker" }, field(label, box), fields.element),
    box,
    chosen: () => {
      if (box.value === NOBODY) return null;
      return box.value === ELSE ? fields.called() : work.source(box.value);
    },
    ready: () => {
      if (box.value !== ELSE || fields.name.value.trim()) return true;
      fields.name.focus();
      return false;
    },
  };
}

/** Fields for name, type and sector; `called` gives those that differ from what they were. */
export function calledFields(work: Work, now: Called) {
  const name = h("input", { type: "text", value: now.name ?? "", maxlength: 500, "data-k": "name", autocomplete: "off" });
  const known = now.type === undefined;
  const named = work.types.filter((type) => NAMED_TYPES.includes(type));
  const unnamed = work.types.filter((type) => !NAMED_TYPES.includes(type) && type !== "hearsay");
  const type = h("select", { "data-k": "type" });
  const group = (label: string, types: string[]) => {
    const box = h("optgroup", { label });
    const chosen = now.type ?? "person";
    for (const one of types) box.append(h("option", { value: one, selected: one === chosen }, TYPES[one] ?? one));
    type.append(box);
  };
  group(LABELS.named, named);
  group(LABELS.anonymous, unnamed);
  const sectors = work.sectors.map((one): [string, string] => [one, SECTORS[one] ?? one]);
  const sector = select(sectors, now.sector ?? "unknown", { "data-k": "sector" });
  return {
    name,
    element: h("div", { class: "called" }, field("Name", name), field("Type", type), field("Sector", sector)),
    called: (): Called => {
      const called: Called = {};
      const words = name.value.trim();
      if (words && words !== now.name) called.name = words;
      if (known || type.value !== now.type) called.type = type.value;
      if (sector.value !== (now.sector ?? "unknown")) called.sector = sector.value;
      return called;
    },
  };
}
