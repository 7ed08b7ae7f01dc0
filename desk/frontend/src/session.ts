/* A piece while it is worked on: the text here, the text and the audit that the server has, and
   what is on its way between them. One request at a time; typing never waits for an answer. */

import { invertedEffects, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { ChangeSet, StateEffect, Transaction } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import * as api from "./api.ts";
import { Refusal } from "./api.ts";
import { setMarks } from "./editor/marks.ts";
import type { Span } from "./offsets.ts";
import type { Piece, Quote, Wish } from "./types.ts";

/** The shortest and longest pause after the last key before the text is sent, in ms. */
const SOONEST = 120;
const LATEST = 400;
/** The longest time for which typing without a pause keeps the text from being sent, in ms. */
const PATIENCE = 3000;
/** How long to wait before a server that does not answer is asked again, in ms. */
const AGAIN = 2000;

export type State = "saved" | "typing" | "saving" | "unsaved" | "conflict" | "signed";

export interface SessionHooks {
  /** There is a new audit. */
  audited: () => void;
  state: (state: State) => void;
  /** Something went wrong; in a sentence. Null: it is over. */
  problem: (words: string | null) => void;
  told: (words: string) => void;
  askName: () => Promise<void>;
}

/** A decision that this tab has made, which undo takes back and redo makes again. */
interface Deed {
  wish: Wish;
  id: number;
}

const deed = StateEffect.define<{ deed: Deed; on: boolean }>();

/** What a session's editor needs, so that decisions and typing have one history. */
export const deedsInHistory = invertedEffects.of((transaction) =>
  transaction.effects
    .filter((effect) => effect.is(deed))
    .map((effect) => deed.of({ deed: effect.value.deed, on: !effect.value.on })),
);

const none = (length: number): ChangeSet => ChangeSet.of([], length);

export class Session {
  piece: Piece;
  /** From the text that the last audit is of to the text here. */
  since: ChangeSet;
  /** The other state of the piece, while it is not settled which one stays. */
  theirs: Piece | null = null;
  private view!: EditorView;
  private readonly hooks: SessionHooks;
  /** The text that the server has, as far as known, and what has changed here since. */
  private served: string;
  private ahead: ChangeSet;
  private line: Promise<unknown> = Promise.resolve();
  private timer = 0;
  /** When the first of what is not sent yet was typed. */
  private waiting: number | null = null;
  private took = 0;
  private wrote = false;
  private closed = false;
  private readonly tracked = new Set<Wish>();

  constructor(piece: Piece, hooks: SessionHooks) {
    this.piece = piece;
    this.hooks = hooks;
    this.served = piece.text;
    this.ahead = this.since = none(piece.text.length);
  }

  /** Starts with its editor, which has the piece's text. */
  open(view: EditorView): void {
    this.view = view;
    this.mark();
    this.hooks.state(this.piece.signed ? "signed" : "saved");
  }

  close(): void {
    clearTimeout(this.timer);
    this.closed = true;
    this.leave();
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  get unsaved(): boolean {
    return !this.ahead.empty;
  }

  /** Where a span of the audit stands in the text here. */
  here([start, end]: Span): Span {
    const from = this.since.mapPos(start, 1);
    return [from, Math.max(from, this.since.mapPos(end, -1))];
  }

  /** Where a place of the text here stands in the audited text. */
  audited(at: number): number {
    return this.since.empty ? at : this.since.invertedDesc.mapPos(at);
  }

  /** To be told of every update of the editor. */
  updated(update: ViewUpdate): void {
    for (const transaction of update.transactions) {
      const isRemote = transaction.annotation(Transaction.remote);
      if (transaction.docChanged && !isRemote) this.edited(transaction.changes);
      if (!transaction.isUserEvent("undo") && !transaction.isUserEvent("redo")) continue;
      for (const effect of transaction.effects) {
        if (effect.is(deed)) void this.repeat(effect.value.deed, effect.value.on);
      }
    }
  }

  private edited(changes: ChangeSet): void {
    this.ahead = this.ahead.compose(changes);
    this.since = this.since.compose(changes);
    for (const wish of this.tracked) {
      for (const quote of quotesOf(wish)) {
        quote.start = changes.mapPos(quote.start, 1);
        quote.end = Math.max(quote.start, changes.mapPos(quote.end, -1));
      }
    }
    if (this.theirs) return;
    this.hooks.state("typing");
    this.waiting ??= performance.now();
    const pause = Math.min(Math.max(this.took / 4, SOONEST), LATEST);
    const left = this.waiting + Math.max(PATIENCE, 2 * this.took) - performance.now();
    this.soon(Math.max(0, Math.min(pause, left)));
  }

  private soon(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.inTurn(() => this.save()), wait);
  }

  /** Runs after what is under way; never throws. */
  private inTurn(work: () => Promise<unknown>): Promise<void> {
    const next = this.line.then(work).then(
      () => undefined,
      (error: unknown) => {
        this.hooks.problem(error instanceof Error ? error.message : String(error));
      },
    );
    this.line = next;
    return next;
  }

  /** Sends the text if it has changed; whether the server has it now. */
  private async save(): Promise<boolean> {
    if (this.theirs || this.closed) return false;
    if (this.ahead.empty) return true;
    clearTimeout(this.timer);
    const text = this.text.toWellFormed();
    const before = this.ahead;
    const was = this.served;
    const begun = performance.now();
    this.ahead = none(text.length);
    this.served = text;
    this.waiting = null;
    this.hooks.state("saving");
    try {
      const piece = await api.putText(this.piece.id, this.piece.revision, text);
      this.took = performance.now() - begun;
      this.wrote = true;
      this.take(piece);
      this.hooks.problem(null);
      return true;
    } catch (error) {
      this.ahead = before.compose(this.ahead);
      this.served = was;
      await this.refused(error, true);
      return false;
    }
  }

  /** What to do where the server said no to a text or a step. */
  private async refused(error: unknown, text: boolean): Promise<void> {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "nameless") {
      await this.hooks.askName();
      if (text) this.soon(0);
      return;
    }
    if (error.code === "stale" || error.code === "signed") {
      const theirs = error.piece ?? (await api.getPiece(this.piece.id));
      if (this.unsaved && theirs.text !== this.text) {
        this.theirs = theirs;
        this.hooks.state("conflict");
      } else {
        this.ahead = none(this.text.length);
        this.served = this.text;
        this.take(theirs);
        if (!text) this.hooks.told("The piece was changed in another tab. It is up to date now; please do the last step again.");
      }
      return;
    }
    if (text) this.hooks.state("unsaved");
    this.hooks.problem(text ? `${error.message} Your text is kept in this tab.` : error.message);
    if (text && (error.code === "away" || error.code === "disk" || error.code.startsWith("5"))) this.soon(AGAIN);
  }

  /** The server's state of the piece becomes this one, under what has been typed since. */
  private take(piece: Piece): void {
    if (this.closed) return;
    const change = difference(this.served, piece.text);
    if (change) {
      const theirs = ChangeSet.of(change, this.served.length);
      const mine = this.ahead;
      this.ahead = mine.map(theirs, true);
      this.view.dispatch({
        changes: theirs.map(mine),
        annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
      });
    }
    this.served = piece.text;
    this.since = this.ahead;
    this.piece = piece;
    this.mark();
    this.hooks.state(piece.signed ? "signed" : this.unsaved ? "typing" : "saved");
  }

  private mark(): void {
    this.view.dispatch({ effects: setMarks.of({ piece: this.piece, since: this.since }) });
    this.hooks.audited();
  }

  /** Makes a decision; places in it are of the text here. Whether it was made. */
  async decide(wish: Wish): Promise<boolean> {
    let made = false;
    const kept = structuredClone(wish);
    this.tracked.add(kept);
    await this.inTurn(async () => {
      const id = await this.make(kept);
      if (id === null) return;
      made = true;
      this.view.dispatch({
        effects: deed.of({ deed: { wish: kept, id }, on: true }),
        annotations: isolateHistory.of("full"),
      });
      this.hooks.audited();
    });
    this.tracked.delete(kept);
    return made;
  }

  /** The id of the decision; null where the server refused it. */
  private async make(wish: Wish): Promise<number | null> {
    if (!(await this.save())) return null;
    const known = new Set(this.piece.decisions.map((one) => one.id));
    const back = this.ahead.invertedDesc;
    const sent = structuredClone(wish);
    for (const quote of quotesOf(sent)) {
      quote.start = back.mapPos(quote.start, 1);
      quote.end = back.mapPos(quote.end, -1);
    }
    const done = await this.step(() => api.decide(this.piece.id, this.piece.revision, sent, this.served));
    if (!done) return null;
    return this.piece.decisions.find((one) => !known.has(one.id))?.id ?? null;
  }

  /** Takes a decision back that is not in this tab's history. */
  takeBack(decision: number): Promise<void> {
    return this.inTurn(async () => {
      if (await this.save()) await this.step(() => api.takeBack(this.piece.id, this.piece.revision, decision));
    });
  }

  private repeat(one: Deed, on: boolean): Promise<void> {
    return this.inTurn(async () => {
      if (on) {
        const id = await this.make(one.wish);
        if (id !== null) one.id = id;
      } else if (await this.save()) {
        await this.step(() => api.takeBack(this.piece.id, this.piece.revision, one.id));
      }
    });
  }

  /** A request that writes and answers with the piece; whether it was done. */
  private async step(request: () => Promise<Piece>): Promise<boolean> {
    this.hooks.state("saving");
    try {
      const piece = await request();
      this.wrote = true;
      this.take(piece);
      this.hooks.problem(null);
      return true;
    } catch (error) {
      this.hooks.state(this.piece.signed ? "signed" : this.unsaved ? "typing" : "saved");
      if (error instanceof Refusal && error.code === "nameless") {
        await this.hooks.askName();
        return this.step(request);
      }
      await this.refused(error, false);
      return false;
    }
  }

  get canUndo(): boolean {
    if (this.piece.signed) return false;
    return undoDepth(this.view.state) > 0 || (!this.wrote && this.piece.undo);
  }

  get canRedo(): boolean {
    if (this.piece.signed) return false;
    return redoDepth(this.view.state) > 0 || (!this.wrote && this.piece.redo);
  }

  /** Undoes what this tab did last; before that, what was done before it was opened. */
  undo(): void {
    if (this.piece.signed) return;
    if (undoDepth(this.view.state) > 0) undo(this.view);
    else if (!this.wrote && this.piece.undo) void this.earlier("undo");
  }

  redo(): void {
    if (this.piece.signed) return;
    if (redoDepth(this.view.state) > 0) redo(this.view);
    else if (!this.wrote && this.piece.redo) void this.earlier("redo");
  }

  private earlier(what: "undo" | "redo"): Promise<void> {
    return this.inTurn(async () => {
      await this.step(() => api.act(this.piece.id, this.piece.revision, what));
      this.wrote = false;
      this.hooks.audited();
    });
  }

  /** Signs off or reopens, keeps or restores a version. */
  async change(request: (piece: Piece) => Promise<Piece>): Promise<boolean> {
    let done = false;
    await this.inTurn(async () => {
      done = (await this.save()) && (await this.step(() => request(this.piece)));
    });
    return done;
  }

  /** Settles which of two texts stays; the other one becomes a version. */
  settle(whose: "mine" | "theirs"): Promise<void> {
    return this.inTurn(async () => {
      const { theirs } = this;
      if (!theirs) return;
      const mine = this.text;
      const { id } = theirs;
      let now = theirs;
      if (theirs.signed) now = await api.act(id, now.revision, "reopen");
      const first = whose === "mine" ? "Text of the other tab" : "Text of this tab";
      if (whose === "theirs") now = await api.putText(id, now.revision, mine);
      now = await api.keepVersion(id, now.revision, first);
      now = await api.putText(id, now.revision, whose === "mine" ? mine : theirs.text);
      this.theirs = null;
      this.wrote = true;
      const typed = difference(mine, this.text);
      this.ahead = typed ? ChangeSet.of(typed, mine.length) : none(mine.length);
      this.served = mine;
      this.take(now);
      if (this.unsaved) this.soon(SOONEST);
      this.hooks.problem(null);
    });
  }

  /** Looks whether somebody else has changed the piece; says whether it is still there. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      if (this.unsaved || this.theirs) return;
      const listed = (await api.desk()).pieces.find((one) => one.id === this.piece.id);
      if (listed && listed.revision !== this.piece.revision) this.take(await api.getPiece(this.piece.id));
    });
  }

  /** Sends what is unsaved without waiting, as the tab is about to go. */
  leave(): void {
    if (this.unsaved && !this.theirs) {
      api.putTextOnLeaving(this.piece.id, this.piece.revision, this.text.toWellFormed());
    }
  }
}

/** The places that a decision is about; they can be changed. */
function quotesOf(wish: Wish): Quote[] {
  return Object.values(wish)
    .flat()
    .filter((value): value is Quote => typeof value === "object" && value !== null && "start" in value);
}

/** The stretch in which two texts differ, as a change of the first; null where they are equal. */
export function difference(old: string, now: string): { from: number; to: number; insert: string } | null {
  if (old === now) return null;
  const least = Math.min(old.length, now.length);
  let from = 0;
  while (from < least && old.charCodeAt(from) === now.charCodeAt(from)) from++;
  let tail = 0;
  while (tail < least - from && old.charCodeAt(old.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)) tail++;
  return { from, to: old.length - tail, insert: now.slice(from, now.length - tail) };
}
