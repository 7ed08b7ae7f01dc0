"""The tag sets of the network's token heads, and which tag may follow which."""

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray


class Role(IntEnum):
    """What a token is of an attribution."""

    SOURCE = 0
    CUE = 1
    CONTENT = 2


class NameKind(IntEnum):
    """What a name names, by the names that gold data has for it."""

    PERSON = 0
    ORGANIZATION = 1
    LOCATION = 2
    MISC = 3


#: Tag 0 is outside; role r begins with tag 1 + 2r and goes on with tag 2 + 2r.
ROLE_TAGS: Final = ("O", *(f"{p}-{r.name.lower()}" for r in Role for p in "BI"))
NAME_KINDS: Final = tuple(k.name for k in NameKind)
NAME_TAGS: Final = ("O", *(f"{p}-{k}" for k in NAME_KINDS for p in "BI"))

#: What is added to a score to forbid it; finite, so that sums of it stay numbers.
FORBIDDEN: Final = -1e4


def begin(kind: int) -> int:
    """The tag that begins a span of `kind` (a `Role` or `NameKind`)."""
    return 1 + 2 * kind


def inside(kind: int) -> int:
    """The tag that continues a span of `kind`."""
    return 2 + 2 * kind


def legal_transitions(tags: int) -> NDArray[np.float32]:
    """(tags + 1, tags) scores, 0 or FORBIDDEN: an I- tag follows only its own B- or I-.

    The last row is the start of a window, which may lie inside a span.
    """
    scores = np.zeros((tags + 1, tags), dtype=np.float32)
    for tag in range(2, tags, 2):
        scores[:-1, tag] = FORBIDDEN
        scores[[tag - 1, tag], tag] = 0
    return scores


def spans_of_tags(tags: NDArray[np.int64] | list[int]) -> list[tuple[int, int, int]]:
    """Spans ``(start, end, kind)`` in tokens, half-open, of a legal BIO sequence."""
    spans: list[tuple[int, int, int]] = []
    for i, tag in enumerate(np.asarray(tags).tolist()):
        if tag == 0:
            continue
        kind = (tag - 1) // 2
        goes_on = tag % 2 == 0 and spans and spans[-1][1] == i and spans[-1][2] == kind
        if goes_on:
            spans[-1] = (spans[-1][0], i + 1, kind)
        else:
            spans.append((i, i + 1, kind))
    return spans
