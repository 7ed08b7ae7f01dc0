"""Whether work grows in proportion to what it is done on."""

import time
from collections.abc import Callable

#: Seconds of the processor that are too few to judge by.
_FEW = 0.4
_MOST_GROWTH = 2.6
_RUNS = 4


def growth(work: Callable[[str], object], text: Callable[[int], str], size: int = 100_000) -> float:
    """How many times as long `work` takes on twice the text; 1 where it takes next to no time.

    Other work on the machine only ever adds time, so that the least of some runs counts, and
    nothing is run again that is fast enough.
    """
    short, long = text(size), text(2 * size)
    least = [float("inf"), float("inf")]
    for _ in range(_RUNS):
        for number, words in enumerate((long, short)):
            start = time.process_time()
            work(words)
            least[number] = min(least[number], time.process_time() - start)
            if least[0] <= _FEW:
                return 1.0
        if least[0] <= _MOST_GROWTH * least[1]:
            break
    return least[0] / least[1]


def is_linear(
    work: Callable[[str], object], text: Callable[[int], str], size: int = 100_000
) -> bool:
    """Whether `work` on twice the text takes no more than 2.6 times as long."""
    return growth(work, text, size) <= _MOST_GROWTH
