"""What the network says of an article's tokens, merged from its windows."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
import numpy as np

from onrecord.models.arrays import FloatArray
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.subwords import Encoded
from onrecord.models.network.windows import Batch, Window, collate, cut_windows


class Runtime(Protocol):
    """Something that runs the network on windows."""

    name: str

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        """The outputs that `TokenScores` names for each window, each (tokens, width), in order.

        A window is a `Batch` of one. What a window gives doesn't depend on the other windows
        where the runtime runs on a CPU.
        """
        ...


class Reader:
    """Runs articles through a runtime, window by window."""

    def __init__(
        self, runtime: Runtime, special: tuple[int, int, int], capacity: int, margin: int
    ) -> None:
        self.runtime, self.special = runtime, special
        self.capacity, self.margin = capacity, margin

    def read(self, articles: Sequence[Encoded]) -> list[TokenScores]:
        """Scores of every article; the longest windows of all of them run first."""
        items = [
            (i, w)
            for i, article in enumerate(articles)
            for w in cut_windows(article, self.capacity, self.margin)
        ]
        # Threads that take the longest first end at about the same time.
        items.sort(key=lambda item: -_length(articles[item[0]], item[1]))
        windows = [self._batch(articles[i], w) for i, w in items]
        results: list[TokenScores | None] = [None] * len(articles)
        for (i, window), outputs in zip(items, self.runtime.run(windows), strict=True):
            scores = results[i]
            if scores is None:
                scores = results[i] = _empty(len(articles[i].tokens), outputs)
            for name, output in zip(TokenScores.__struct_fields__, outputs, strict=True):
                getattr(scores, name)[window.core_start : window.core_end] = output
        return [r if r is not None else _empty(0, None) for r in results]

    def _batch(self, article: Encoded, window: Window) -> Batch:
        """The window, asking only for the tokens that are its own."""
        batch = collate([(article, window)], *self.special)
        own = slice(window.core_start - window.start, window.core_end - window.start)
        return msgspec.structs.replace(
            batch, unit_at=batch.unit_at[:, own], token_mask=batch.token_mask[:, own]
        )


def _length(article: Encoded, window: Window) -> int:
    return int(article.first[window.end] - article.first[window.start])


def _empty(tokens: int, outputs: Sequence[FloatArray] | None) -> TokenScores:
    fields = TokenScores.__struct_fields__
    widths = [o.shape[1] for o in outputs] if outputs is not None else [1] * len(fields)
    return TokenScores(*(np.zeros((tokens, w), dtype=np.float32) for w in widths))
