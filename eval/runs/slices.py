"""Slices: the figures of some of the articles, and of some of the attributions."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Sums, Values, precision_recall_f1
from onrecord.eval.metrics.sources.right_speaker import has_right_speaker
from onrecord.eval.runs.slice_facts import Facts, gold_facts, predicted_facts, range_name
from onrecord.models.text.words import word_spans

#: The dimension of the data sets that are scored together.
DATA_SET: Final = "data set"
#: The dimension of the articles' lengths.
LENGTH: Final = "words"
#: Metadata columns with more values than this are sliced only where asked for by name.
MOST_VALUES: Final = 20
#: Articles of more words than this are long ones.
LONG_ARTICLE: Final = 951
#: Limits between the lengths of articles, in words.
ARTICLE_LENGTHS: Final = (400, 800, LONG_ARTICLE)
#: What is asked of a matched attribution, each as precision, recall and F1 of a slice.
SLICE_FIGURES: Final = ("found", "with_source", "with_source_and_label", "right_speaker")


def article_slices(
    articles: Sequence[GoldArticle],
    columns: Sequence[str] | None = None,
    sets: Sequence[str] = (),
) -> dict[str, dict[str, list[int]]]:
    """Indices of the articles of each slice, by dimension and value.

    Dimensions are ``data set`` where there are several, metadata columns, and ``words`` (the
    article's length). An article without a value stands under ``(none)``.

    Args:
        articles: the gold articles.
        columns: the metadata columns; None: all that have from two to twenty values.
        sets: the name of each article's data set.
    """
    slices: dict[str, dict[str, list[int]]] = {}
    if by_set := data_sets(sets):
        slices[DATA_SET] = by_set
    known = sorted({column for article in articles for column in article.meta})
    for column in known if columns is None else columns:
        values = [article.meta.get(column) or "(none)" for article in articles]
        if columns is not None or 1 < len(set(values)) <= MOST_VALUES:
            slices[column] = _groups(values, sorted(set(values)))
    lengths = [len(word_spans(article.text)) for article in articles]
    names = [range_name(limit, ARTICLE_LENGTHS) for limit in (0, *ARTICLE_LENGTHS)]
    slices[LENGTH] = _groups([range_name(n, ARTICLE_LENGTHS) for n in lengths], names)
    return slices


def data_sets(names: Sequence[str]) -> dict[str, list[int]]:
    """Indices of the articles of each data set by its name; empty where there is only one."""
    return _groups(names, list(dict.fromkeys(names))) if len(set(names)) > 1 else {}


def _groups(values: Sequence[str], order: Sequence[str]) -> dict[str, list[int]]:
    groups = {name: [i for i, value in enumerate(values) if value == name] for name in order}
    return {name: members for name, members in groups.items() if members}


class AttributionSlices:
    """F1 of the attributions of each slice: recall over gold's, precision over the predicted.

    A slice holds the gold attributions of a value (style direct, say) and the predicted
    attributions of that value; F1 is the harmonic mean of the two. Matches are those of
    the whole article, so that a found attribution of another predicted value still counts
    for gold's recall. Attributions that are not required or do not count (`Pair`) are left
    out.

    Attributes:
        values: the values of each dimension that gold or the prediction has.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        gold = [gold_facts(pair) for pair in pairs]
        predicted = [predicted_facts(pair) for pair in pairs]
        self.values: dict[str, list[str]] = {}
        self._counts: dict[str, Sums] = {}
        for k, dimension in enumerate(Facts._fields):
            present = {
                facts[k]
                for pair, own, other in zip(pairs, gold, predicted, strict=True)
                for facts, counts in (
                    *zip(own, pair.required, strict=True),
                    *zip(other, pair.counted, strict=True),
                )
                if counts
            }
            values = self.values[dimension] = sorted(v for v in present if v is not None)
            self._counts[dimension] = np.array(
                [
                    _count(pair, [facts[k] for facts in own], [facts[k] for facts in other], values)
                    for pair, own, other in zip(pairs, gold, predicted, strict=True)
                ]
            )

    def counts(self, dimension: str, value: str) -> Sums:
        """*Shape:* (articles, counts), the counts of one slice."""
        return np.asarray(self._counts[dimension][:, self.values[dimension].index(value)])


def slice_values(sums: Sums) -> Values:
    """Precision, recall and F1 of a slice from sums of its counts."""
    gold, predicted = sums[..., 0], sums[..., 1]
    values: Values = {}
    for i, figure in enumerate(SLICE_FIGURES, start=1):
        values |= precision_recall_f1(
            figure, sums[..., 2 * i + 1], predicted, gold, sums[..., 2 * i]
        )
    return values


def _count(
    pair: Pair, gold: Sequence[str | None], predicted: Sequence[str | None], values: Sequence[str]
) -> Sums:
    """*Shape:* (values, 10): gold, predicted; then gold and predicted that meet each figure."""
    index = {value: i for i, value in enumerate(values)}
    counts = np.zeros((len(values), 2 + 2 * len(SLICE_FIGURES)))
    for column, counted, own in ((0, pair.required, gold), (1, pair.counted, predicted)):
        for value, counts_here in zip(own, counted, strict=True):
            if value is not None and counts_here:
                counts[index[value], column] += 1
    for match in pair.matches:
        source = pair.same_source(match)
        label, speaker = bool(pair.same_label(match)), bool(has_right_speaker(pair, match))
        met = np.array([True, source, source and label, speaker], dtype=np.float64)
        for column, value in ((2, gold[match.gold]), (3, predicted[match.predicted])):
            if value is not None:
                counts[index[value], column::2] += met
    return counts
