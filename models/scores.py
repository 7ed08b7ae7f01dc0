"""What the network says of an article's units, merged from its windows."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np

from onrecord.models.pairs import FloatArray
from onrecord.models.windows import Batch, Encoded, Window, collate, cut_windows


class UnitScores(msgspec.Struct, frozen=True):
    """Per-unit outputs of the network for one article, each (units, width), float32."""

    roles: FloatArray
    names: FloatArray
    content_dep: FloatArray
    cue_head: FloatArray
    cue_dep: FloatArray
    source_head: FloatArray
    no_source: FloatArray
    mention: FloatArray


class Runtime(Protocol):
    """Something that runs the network on a batch of windows."""

    name: str

    def run(self, batch: Batch) -> Sequence[FloatArray]:
        """The outputs that `UnitScores` names, each (windows, units, width)."""
        ...


class Reader:
    """Runs articles through a runtime, window by window, batched by length.

    `budget` bounds the subwords (padding included) of one batch.
    """

    def __init__(
        self,
        runtime: Runtime,
        special: tuple[int, int, int],
        capacity: int,
        margin: int,
        budget: int = 2600,
    ) -> None:
        self.runtime, self.special = runtime, special
        self.capacity, self.margin, self.budget = capacity, margin, budget

    def read(self, articles: Sequence[Encoded]) -> list[UnitScores]:
        """Scores of every article; windows of all of them share batches."""
        items = [
            (i, w)
            for i, article in enumerate(articles)
            for w in cut_windows(article, self.capacity, self.margin)
        ]
        lengths = [int(articles[i].first[w.end] - articles[i].first[w.start]) for i, w in items]
        results: list[UnitScores | None] = [None] * len(articles)
        for group in _groups(lengths, self.budget):
            batch = collate([(articles[items[k][0]], items[k][1]) for k in group], *self.special)
            outputs = self.runtime.run(batch)
            for row, k in enumerate(group):
                i, window = items[k]
                if results[i] is None:
                    results[i] = _empty(len(articles[i].units), outputs)
                _place(results[i], outputs, row, window)
        return [r if r is not None else _empty(0, None) for r in results]


def _groups(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices grouped so that neighbours in length share a batch of at most `budget` subwords."""
    groups: list[list[int]] = []
    for k in sorted(range(len(lengths)), key=lambda k: -lengths[k]):
        if groups and (len(groups[-1]) + 1) * (lengths[groups[-1][0]] + 2) <= budget:
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


def _empty(units: int, outputs: Sequence[FloatArray] | None) -> UnitScores:
    fields = UnitScores.__struct_fields__
    widths = [o.shape[2] for o in outputs] if outputs is not None else [1] * len(fields)
    return UnitScores(*(np.zeros((units, w), dtype=np.float32) for w in widths))


def _place(
    scores: UnitScores | None, outputs: Sequence[FloatArray], row: int, window: Window
) -> None:
    lo, hi = window.core_start - window.start, window.core_end - window.start
    for name, output in zip(UnitScores.__struct_fields__, outputs, strict=True):
        getattr(scores, name)[window.core_start : window.core_end] = output[row, lo:hi]
