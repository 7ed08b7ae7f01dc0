"""The articles to read first: the ends of distributions."""

import heapq
from collections.abc import Mapping
from typing import Final, NamedTuple

from onrecord.audit.batch.report.compared_figures import ArticleFigure
from onrecord.audit.batch.report.distribution import DistributionCounter
from onrecord.audit.batch.report.types import Outlier, OutlierList

MOST: Final = 8
#: A share of fewer words in claims than this says little.
FEWEST_WORDS: Final = 100


class Found(NamedTuple):
    """An article among those with the highest values; `at` is its line's offset, in bytes."""

    value: float
    order: int
    id: str
    title: str | None
    at: int


class Ends:
    """Keeps the articles with the highest values of one figure."""

    def __init__(self, figure: ArticleFigure) -> None:
        self.figure = figure
        self._counter = DistributionCounter(figure)
        self._heap: list[Found] = []

    def add(self, row: Mapping[str, object], order: int, at: int) -> None:
        """Take an article into account: its row, its number, the offset of its line."""
        value = self._value(row)
        words = row["claim_words"]
        if value is None or not isinstance(words, int) or words < FEWEST_WORDS:
            return
        self._counter.add(value)
        if value <= 0:
            return
        title = row["title"]
        kept = Found(value, -order, str(row["article_id"]), str(title) if title else None, at)
        if len(self._heap) < MOST:
            heapq.heappush(self._heap, kept)
        else:
            heapq.heappushpop(self._heap, kept)

    def found(self) -> list[Found]:
        """Highest first, of equals the first in the corpus."""
        return sorted(self._heap, key=lambda one: (-one.value, -one.order))

    def listed(self, links: Mapping[str, str]) -> OutlierList | None:
        """The list, with links by article id; None where there is nobody to list."""
        found = self.found()
        if not found:
            return None
        fence = self._counter.fence()
        return OutlierList(
            figure=self.figure.column,
            title=self.figure.title,
            is_share=self.figure.is_share,
            median=self._counter.quantile(0.5),
            articles=[
                Outlier(
                    id=one.id,
                    title=one.title,
                    value=round(one.value, 4),
                    far_out=one.value > fence,
                    link=links[one.id],
                )
                for one in found
            ],
        )

    def _value(self, row: Mapping[str, object]) -> float | None:
        if self.figure.column == "problems":
            values = [row["errors"], row["warnings"]]
            return float(sum(value for value in values if isinstance(value, int)))
        value = row[self.figure.column]
        return float(value) if isinstance(value, int | float) else None
