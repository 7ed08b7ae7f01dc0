"""What attributions can be sliced by: label, code, type, sector, style, length, position."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from onrecord.eval.matching import Mask, Pair
from onrecord.models.labels import LABEL_OF_CODE
from onrecord.models.types import Attribution, Source

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
    sources = {source.id: source for source in pair.analysis.sources}
    content = pair.predicted.roles["content"]
    return [
        _facts(attribution, sources, words)
        for attribution, words in zip(pair.analysis.attributions, content, strict=True)
    ]


def gold_facts(pair: Pair) -> list[Facts]:
    """The facts of each gold attribution; those that hang on a code are None without one.

    The style is found from the quotation marks of the text, as it is for a prediction.
    """
    target = pair.target
    sources = {source.id: source for source in target.analysis.sources}
    nothing = Facts(*[None] * len(Facts._fields))
    found = []
    for i, attribution in enumerate(pair.article.attributions):
        view = target.views.get(i)
        facts = nothing if view is None else _facts(view, sources, pair.gold.roles["content"][i])
        if attribution.code is None:
            facts = facts._replace(label=None, code=None, type=None, sector=None)
        found.append(facts)
    return found


def range_name(number: int, limits: Sequence[int]) -> str:
    """The range that `number` falls in: ``under 6``, ``6 to 15``, … ``31 and more``."""
    i = bisect_right(limits, number)
    if i == 0:
        return f"under {limits[0]}"
    return (
        f"{limits[i - 1]} and more" if i == len(limits) else f"{limits[i - 1]} to {limits[i] - 1}"
    )


def _facts(attribution: Attribution, sources: dict[str, Source], content: Mask) -> Facts:
    source = sources.get(attribution.source_id or "")
    words = np.flatnonzero(content)
    return Facts(
        label=LABEL_OF_CODE[attribution.code],
        code=attribution.code,
        type=attribution.type,
        sector=source.sector if source else None,
        style=attribution.style if len(words) else None,
        length=range_name(len(words), CONTENT_LENGTHS) if len(words) else None,
        position=QUARTERS[4 * int(words[0]) // len(content)] if len(words) else None,
    )
