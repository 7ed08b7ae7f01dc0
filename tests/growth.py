"""Whether work grows in proportion to what it is done on."""

import gc
import time
from collections.abc import Callable

#: Seconds of the processor that are too few to judge by.
_FEW = 0.4
_MOST_GROWTH = 2.6
#: How often the text is doubled between the short run and the long one. Over several doublings,
#: what a run takes more for other work on the machine counts less.
_DOUBLINGS = 2
_RUNS = 6


def growth(work: Callable[[str], object], text: Callable[[int], str], size: int = 100_000) -> float:
    """How many times as long `work` takes on twice the text; 1 where it takes next to no time.

    The text is of up to twice `size`. Other work on the machine, and its clock, make single runs
    look slow or quick, so that the least growth of some pairs of runs counts.
    """
    long = text(2 * size)
    short = text(2 * size // 2**_DOUBLINGS)
    least = float("inf")
    for _ in range(_RUNS):
        after = _seconds(work, long)
        if after <= _FEW:
            return 1.0
        ratio = after / max(_seconds(work, short), 1e-6)
        least = min(least, ratio ** (1 / _DOUBLINGS))
        if least <= _MOST_GROWTH:
            break
    return least


def _seconds(work: Callable[[str], object], words: str) -> float:
    # What other tests left behind is no part of the work, nor is the search for waste in it.
    gc.collect()
    gc.freeze()
    try:
        start = time.process_time()
        work(words)
        return time.process_time() - start
    finally:
        gc.unfreeze()


def is_linear(
    work: Callable[[str], object], text: Callable[[int], str], size: int = 100_000
) -> bool:
    """Whether `work` on twice the text takes no more than 2.6 times as long."""
    return growth(work, text, size) <= _MOST_GROWTH
