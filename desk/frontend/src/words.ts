/* What labels, types, sectors and levels are called; the words are the HTML report's. */

import type { Label, Level } from "./types.ts";

export const LETTERS: Record<Label, string> = { named: "N", anonymous: "A", unsourced: "U" };
export const LABELS: Record<Label, string> = {
  named: "Named",
  anonymous: "Anonymous",
  unsourced: "Unsourced",
};
export const LEVELS: Record<Level, string> = {
  error: "Error",
  warning: "Warning",
  suggestion: "Suggestion",
};
export const SIGNS: Record<Level, string> = { error: "●", warning: "▲", suggestion: "○" };
export const TYPES: Record<string, string> = {
  person: "person",
  people: "people",
  organisation: "organisation",
  document: "document",
  confidential: "confidential",
  role: "unnamed office-holder or spokesperson",
  individual: "unnamed person",
  group: "unnamed group",
  unidentified: "unidentified document or body",
  hearsay: "hearsay",
};
export const NAMED_TYPES = ["person", "people", "organisation", "document"];
export const SECTORS: Record<string, string> = {
  government: "government and politics",
  justice: "police, courts, military",
  expert: "experts and research",
  business: "business",
  media: "news media",
  advocacy: "advocacy and unions",
  citizen: "citizens",
  unknown: "not known",
};
export const STYLES: Record<string, string> = {
  direct: "direct quotation",
  mixed: "partly quoted",
  indirect: "paraphrase",
};
export const REASONS: Record<string, string> = {
  retribution: "fear of retribution",
  not_authorised: "not authorised to speak",
  sensitive: "sensitive matter",
  privacy: "privacy",
  other: "other reason",
};

/** A number with its noun: “1 claim”, “1,204 claims”. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

export const percent = (share: number): string => `${Math.round(100 * share)}%`;

/** A time as an editor reads it: the clock for today, else the day with it. */
export function when(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const clock = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === new Date().toDateString()) return `today, ${clock}`;
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `${day}, ${clock}`;
}

/** Words cut to about `most` characters, at a space. */
export function short(words: string, most = 120): string {
  const plain = words.replace(/\s+/g, " ").trim();
  if (plain.length <= most) return plain;
  const cut = plain.slice(0, most);
  const space = cut.lastIndexOf(" ");
  const kept = space > most / 2 ? cut.slice(0, space) : cut;
  return `${kept.replace(/[\ud800-\udbff]$/, "")}…`;
}
