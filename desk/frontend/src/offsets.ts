/* Offsets: the server counts code points (Python strings), the page counts UTF-16 units
   (JavaScript strings). Only `api.ts` converts, on what comes in and what goes out. */

export type Span = [start: number, end: number];

export class Offsets {
  /** Code point index of every character beyond U+FFFF, ascending. */
  private readonly astral: number[] = [];
  private readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const next = text.charCodeAt(i + 1);
      if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
        this.astral.push(i - this.astral.length);
        i++;
      }
    }
  }

  /** Whether both ways of counting give the same numbers. */
  get same(): boolean {
    return this.astral.length === 0;
  }

  /** UTF-16 index of a code point index. */
  toUnits(at: number): number {
    return Math.min(at + this.before(at), this.length);
  }

  /** Code point index of a UTF-16 index; one in the middle of a pair counts as the pair's start. */
  toPoints(at: number): number {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.astral[middle] ?? 0) + middle + 2 <= at) low = middle + 1;
      else high = middle;
    }
    const start = this.astral[low];
    return start !== undefined && at === start + low + 1 ? start : at - low;
  }

  /** How many characters beyond U+FFFF stand before a code point index. */
  private before(at: number): number {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.astral[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
