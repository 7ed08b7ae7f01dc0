/* Requests to the desk's server, and the one place where offsets are converted. */

import { Offsets, type Span } from "./offsets.ts";
import type { Desk, Piece, Quote, Rule, Version, Wish } from "./types.ts";

/** The server said no, in a sentence; `code` tells which no. "away": it did not answer at all. */
export class Refusal extends Error {
  readonly code: string;
  readonly piece: Piece | null;

  constructor(words: string, code: string, piece: Piece | null = null) {
    super(words);
    this.code = code;
    this.piece = piece;
  }
}

const AWAY = "The desk does not answer. Is “onrecord desk” still running?";

async function ask(method: string, path: string, body?: unknown, keepalive = false): Promise<unknown> {
  const form = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      keepalive,
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      headers: body === undefined || form ? {} : { "Content-Type": "application/json" },
    });
  } catch {
    throw new Refusal(AWAY, "away");
  }
  let answer: unknown = null;
  try {
    answer = await response.json();
    // What is done with a long answer is a task of its own, so that keys come in between.
    await new Promise((resolve) => setTimeout(resolve));
  } catch {
    if (response.ok) throw new Refusal(AWAY, "away");
  }
  if (response.ok) return answer;
  const { error, code, piece } = (answer ?? {}) as { error?: string; code?: string; piece?: Piece };
  const words = error ?? `The desk answered with an error (${response.status}).`;
  throw new Refusal(words, code ?? String(response.status), piece ? incoming(piece) : null);
}

/** A piece with its offsets in UTF-16 units of its text. */
export function incoming(piece: Piece): Piece {
  const offsets = new Offsets(piece.text);
  if (offsets.same) return piece;
  const at = (span: Span): void => {
    span[0] = offsets.toUnits(span[0]);
    span[1] = offsets.toUnits(span[1]);
  };
  const { audit } = piece;
  audit.article.paragraphs.forEach(at);
  for (const one of audit.attributions) [one.source, one.cue, one.content].forEach((spans) => spans.forEach(at));
  for (const one of audit.claims) one.spans.forEach(at);
  for (const one of audit.findings) one.spans.forEach(at);
  for (const one of audit.sources) {
    one.mentions.forEach(at);
    if (one.grant) at(one.grant.span);
  }
  for (const block of piece.article) {
    block.start = offsets.toUnits(block.start);
    block.end = offsets.toUnits(block.end);
  }
  return piece;
}

/** A decision with its offsets in code points of the text. */
export function outgoing(wish: Wish, text: string): Record<string, unknown> {
  const offsets = new Offsets(text);
  const quote = (one: Quote) => ({ start: offsets.toPoints(one.start), end: offsets.toPoints(one.end) });
  const turned = Object.entries(wish).map(([name, value]) => {
    if (Array.isArray(value)) return [name, (value as Quote[]).map(quote)];
    return [name, typeof value === "object" ? quote(value as Quote) : value];
  });
  return Object.fromEntries(turned);
}

const piece = async (method: string, path: string, body?: unknown): Promise<Piece> =>
  incoming((await ask(method, `/pieces${path}`, body)) as Piece);

export const desk = async () => (await ask("GET", "/desk")) as Desk;
export const nameEditor = (name: string) => ask("PUT", "/editor", { name });
export const rules = async () => ((await ask("GET", "/rules")) as { rules: Rule[] }).rules;
export const newPiece = (body: { text: string; title?: string } | { url: string } | FormData) => piece("POST", "", body);
export const getPiece = (id: number) => piece("GET", `/${id}`);
export const putText = (id: number, revision: number, text: string) => piece("PUT", `/${id}/text`, { revision, text });
export const decide = (id: number, revision: number, wish: Wish, text: string) =>
  piece("POST", `/${id}/decisions`, { revision, decision: outgoing(wish, text) });
export const takeBack = (id: number, revision: number, decision: number) =>
  piece("DELETE", `/${id}/decisions/${decision}`, { revision });
export const act = (id: number, revision: number, what: "undo" | "redo" | "sign" | "reopen") =>
  piece("POST", `/${id}/${what}`, { revision });
export const versions = async (id: number) => (await ask("GET", `/pieces/${id}/versions`)) as Version[];
export const keepVersion = (id: number, revision: number, note: string) =>
  piece("POST", `/${id}/versions`, { revision, note });
export const restore = (id: number, revision: number, version: number) =>
  piece("POST", `/${id}/restore`, { revision, version });
export const diffPage = (id: number, old: number) => `/api/pieces/${id}/diff?old=${old}&new=now`;
export const exported = (id: number, format: string) => `/api/pieces/${id}/export?format=${format}`;

/** Sends the text while the page is being closed; nobody waits for the answer. */
export function putTextOnLeaving(id: number, revision: number, text: string): void {
  void ask("PUT", `/pieces/${id}/text`, { revision, text }, true).catch(() => undefined);
}
