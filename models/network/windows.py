"""Windows: the pieces of an article, in subwords, that the encoder reads at once."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import IntArray
from onrecord.models.network.subwords import Encoded
from onrecord.models.text.tokens import Gap


class Window(msgspec.Struct, frozen=True):
    """Tokens ``[start, end)`` of an article, of which ``[core_start, core_end)`` are its own.

    The tokens outside the core are context that a neighbouring window owns; the cores of
    an article's windows partition its tokens.
    """

    start: int
    end: int
    core_start: int
    core_end: int


def cut_windows(
    encoded: Encoded, capacity: int, margin: int, first_capacity: int | None = None
) -> list[Window]:
    """Cut an article into windows of at most `capacity` subwords (without [CLS] and [SEP]).

    There are as few windows as can be, or one more where that makes their number even, of
    about the same length: what attention costs grows with the square of it, and two threads
    end at about the same time. Cores end at a paragraph's end where one lies near. Each window
    is widened by up to `margin` subwords of context on either side that has neighbours.
    `first_capacity` makes the first window so long at most and fills those after it (training
    shifts the cuts by it).
    """
    n, first = len(encoded.tokens), encoded.first
    if first_capacity is None:
        cores = _even_cores(encoded, capacity, margin)
    else:
        cores = _filled_cores(encoded, capacity, margin, first_capacity)
    windows = []
    for core_start, core_end in cores:
        left = int(np.searchsorted(first, first[core_start] - margin, side="left"))
        right = int(np.searchsorted(first, first[core_end] + margin, side="right")) - 1
        windows.append(Window(left, min(max(right, core_end), n), core_start, core_end))
    return windows


def _even_cores(encoded: Encoded, capacity: int, margin: int) -> list[tuple[int, int]]:
    """Cores of about the same length, their number even where there are several."""
    n, total = len(encoded.tokens), int(encoded.first[-1])
    cores: list[tuple[int, int]] = []
    start = planned = 0
    while start < n:
        left = total - int(encoded.first[start])
        needed = _needed(left, capacity, margin, begun=start > 0)
        if start == 0:
            planned = needed + needed % 2 if needed > 1 else 1
        windows = max(needed, planned - len(cores))
        room = capacity - margin * (2 if start else 1)
        stop = n if windows == 1 else _cut_near(encoded, start, left // windows, room)
        cores.append((start, stop))
        start = stop
    return cores


def _needed(left: int, capacity: int, margin: int, *, begun: bool) -> int:
    """How many windows `left` subwords take at least; `begun`: there is context before them."""
    if left <= capacity - (margin if begun else 0):
        return 1
    # All but the last window have context after them.
    return 1 + -(-(left - (capacity - margin)) // (capacity - 2 * margin))


def _filled_cores(
    encoded: Encoded, capacity: int, margin: int, first_capacity: int
) -> list[tuple[int, int]]:
    """A core of at most `first_capacity`, then full ones and a rest."""
    n, first = len(encoded.tokens), encoded.first
    total = int(first[n])
    if n and total <= min(capacity, first_capacity):
        return [(0, n)]
    cores: list[tuple[int, int]] = []
    start = 0
    while start < n:
        room = capacity - margin * (2 if start else 1)
        if start == 0:
            room = min(room, first_capacity)
        fits = total - int(first[start]) <= capacity - (margin if start else 0)
        stop = n if fits else _cut_near(encoded, start, room, room)
        cores.append((start, stop))
        start = stop
    return cores


def _cut_near(encoded: Encoded, start: int, target: int, room: int) -> int:
    """Where a core that begins at token `start` ends: near `target` subwords, `room` at most.

    At the paragraph's end that is nearest, not before two thirds of `target`.
    """
    first, gap = encoded.first, encoded.tokens.gap
    begun = first[start]
    # An even share of what is left may be more: the last window has context on one side only.
    target = min(target, room)
    stop = max(int(np.searchsorted(first, begun + target, side="right")) - 1, start + 1)
    latest = max(int(np.searchsorted(first, begun + room, side="right")) - 1, start + 1)
    earliest = start + max(1, 2 * (stop - start) // 3)
    ends = [i for i in range(earliest + 1, min(latest, len(gap) - 1) + 1) if gap[i] >= Gap.LINE]
    return min(ends, key=lambda i: abs(int(first[i]) - begun - target), default=stop)


class Batch(msgspec.Struct, frozen=True):
    """Windows as arrays, padded at the right. B windows, L subwords, U tokens.

    `input_ids`, `mask`, `casing`, `quote`, `gap`: (B, L); `unit_at`: (B, U), the position
    of each token's first subword; `token_mask`: (B, U).
    """

    input_ids: IntArray
    mask: IntArray
    casing: IntArray
    quote: IntArray
    gap: IntArray
    unit_at: IntArray
    token_mask: NDArray[np.bool_]


def collate(items: Sequence[tuple[Encoded, Window]], cls: int, sep: int, pad: int) -> Batch:
    """Pad `items` into one `Batch`. Feature ids are shifted by one: 0 is for special tokens."""
    lengths = [int(e.first[w.end] - e.first[w.start]) + 2 for e, w in items]
    size = (len(items), max(lengths))
    tokens = max(w.end - w.start for _, w in items)
    ids = np.full(size, pad, dtype=np.int64)
    mask, casing, quote, gap = (np.zeros(size, dtype=np.int64) for _ in range(4))
    unit_at = np.zeros((len(items), tokens), dtype=np.int64)
    token_mask = np.zeros((len(items), tokens), dtype=np.bool_)
    for row, (encoded, w) in enumerate(items):
        lo, hi, n = int(encoded.first[w.start]), int(encoded.first[w.end]), w.end - w.start
        last = lengths[row] - 1
        ids[row, 0], ids[row, last] = cls, sep
        ids[row, 1:last] = encoded.pieces[lo:hi]
        mask[row, : last + 1] = 1
        counts = np.diff(encoded.first[w.start : w.end + 1])
        for target, values in (
            (casing, encoded.tokens.casing),
            (quote, encoded.tokens.quote),
            (gap, encoded.tokens.gap),
        ):
            target[row, 1:last] = np.repeat(np.asarray(values[w.start : w.end]) + 1, counts)
        unit_at[row, :n] = encoded.first[w.start : w.end] - lo + 1
        token_mask[row, :n] = True
    return Batch(ids, mask, casing, quote, gap, unit_at, token_mask)
