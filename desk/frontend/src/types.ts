/* What the server sends: a piece with its audit (`onrecord.audit/2`), as far as the page uses it. */

import type { Span } from "./offsets.ts";

export type Label = "named" | "anonymous" | "unsourced";
export type Level = "error" | "warning" | "suggestion";

export interface Claim {
  id: string;
  spans: Span[];
  paragraph: number;
  label: Label;
  type: string | null;
  style: string | null;
  confidence: number;
  attribution_id: string | null;
  source_id: string | null;
  review: boolean;
  decided: boolean;
}

export interface Source {
  id: string;
  name: string;
  label: Label;
  type: string;
  sector: string;
  insider: boolean | null;
  description: string | null;
  count: number | null;
  member_of: string | null;
  decided: boolean;
  grant: { span: Span; reason: string | null; reason_type: string | null } | null;
  mentions: Span[];
  claims: number;
  words: number;
  first_paragraph: number;
}

export interface Attribution {
  id: string;
  source: Span[];
  cue: Span[];
  content: Span[];
  kind: string;
  source_id: string | null;
}

export interface Finding {
  rule: string;
  level: Level;
  message: string;
  points: string[];
  spans: Span[];
  source_ids: string[];
  standards: string[];
  waived: string | null;
}

export interface Audit {
  article: { language: string | null; words: number; paragraphs: Span[]; warnings: string[] };
  attributions: Attribution[];
  claims: Claim[];
  sources: Source[];
  findings: Finding[];
  policy: { name: string };
}

export interface Block {
  start: number;
  end: number;
  kind: string;
}

export interface Decided {
  id: number;
  decision: { decision: string; by: string; at: string } & Record<string, unknown>;
  state: "applied" | "fuzzy" | "lost" | "overruled";
  sentence: string;
  why?: string | null;
}

export interface Changed {
  claims: number[];
  sources: string[];
  findings: number[];
}

export interface Piece {
  id: number;
  title: string;
  revision: number;
  text: string;
  signed: Signed | null;
  audit: Audit;
  article: Block[];
  decisions: Decided[];
  undo: boolean;
  redo: boolean;
  changed: Changed;
}

export interface Signed {
  by: string;
  at: string;
}

export interface Listed {
  id: number;
  title: string;
  revision: number;
  signed: Signed | null;
  changed_at: string;
  path: string | null;
  review: number | null;
  findings: Record<Level, number> | null;
}

export interface Desk {
  editor: string | null;
  pieces: Listed[];
  /** Pieces that nobody has opened are audited one by one: how many wait, which could not be. */
  auditing: { left: number; failed: number[] };
  limits: { max_bytes: number };
  labels: Label[];
  types: string[];
  sectors: string[];
}

export interface Version {
  number: number;
  at: string;
  by: string;
  note: string | null;
  words: number;
}

export interface Rule {
  id: string;
  finds: string;
}

/** A passage in the page's text, in UTF-16 units; `api.ts` makes code points of it. */
export interface Quote {
  start: number;
  end: number;
}

/** What an editor decides, without who and when, which the server knows. */
export type Wish =
  | { decision: "label"; on: Quote; label: Label }
  | ({ decision: "speaker"; on: Quote; mention?: Quote } & Called)
  | { decision: "join"; sources: Quote[]; name?: string }
  | ({ decision: "split"; mentions: Quote[] } & Called)
  | ({ decision: "source"; on: Quote } & Called)
  | { decision: "no-claim"; on: Quote }
  | ({ decision: "attribution"; content: Quote[]; source?: Quote; cue?: Quote } & Called)
  | { decision: "waive"; rule: string; reason: string; on: Quote[] };

export interface Called {
  name?: string;
  type?: string;
  sector?: string;
}
