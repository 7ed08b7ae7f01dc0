"""What attributions can be sliced by: label, code, type, sector, style, length, position."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from onrecord.eval.matching import Mask, Pair
from onrecord.models.labels import LABEL_OF_CODE
from onrecord.models.text.view import TextView

#: Contents of fewer words than the limit, and at least those of the limit before it.
CONTENT_LENGTHS: Final = (6, 16, 31)
QUARTERS: Final = ("first quarter", "second quarter", "third quarter", "last quarter")


class Facts(NamedTuple):
    """The slice of one attribution by each dimension; None where it belongs to none."""

    label: str | None
    code: str | None
    type: str | None
    sector: str | None
    style: str | None
    length: str | None
    position: str | None


def predicted_facts(pair: Pair) -> list[Facts]:
    """The facts of each predicted attribution."""
    content = pair.predicted.roles["content"]
    found = []
    for attribution, words in zip(pair.analysis.attributions, content, strict=True):
        source = pair.sources.get(attribution.source_id or "")
        found.append(
            Facts(
                label=attribution.label,
                code=attribution.code,
                type=attribution.type,
                sector=source.sector if source else None,
                style=attribution.style if words.any() else None,
                length=_length(words),
                position=_position(words),
            )
        )
    return found


def gold_facts(pair: Pair) -> list[Facts]:
    """The facts of each gold attribution; those that gold does not say are None.

    The style follows from the quotation marks of the text, as it does for a prediction.
    """
    view = TextView(pair.article.text)
    return [
        Facts(
            label=LABEL_OF_CODE[a.code] if a.code else None,
            code=a.code,
            type=pair.target.types[a.id],
            sector=a.sector,
            style=view.style_of(a.content) if words.any() else None,
            length=_length(words),
            position=_position(words),
        )
        for a, words in zip(pair.article.attributions, pair.gold.roles["content"], strict=True)
    ]


def range_name(number: int, limits: Sequence[int]) -> str:
    """The range that `number` falls in: ``under 6``, ``6 to 15``, … ``31 and more``."""
    i = bisect_right(limits, number)
    if i == 0:
        return f"under {limits[0]}"
    return (
        f"{limits[i - 1]} and more" if i == len(limits) else f"{limits[i - 1]} to {limits[i] - 1}"
    )


def _length(content: Mask) -> str | None:
    return range_name(int(content.sum()), CONTENT_LENGTHS) if content.any() else None


def _position(content: Mask) -> str | None:
    words = np.flatnonzero(content)
    return QUARTERS[4 * int(words[0]) // len(content)] if len(words) else None
