"""What the network says of an article's tokens, merged from its windows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol, runtime_checkable

import msgspec
import numpy as np

from onrecord.models.arrays import FloatArray
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.subwords import Encoded
from onrecord.models.network.windows import Batch, Window, collate, cut_windows
from onrecord.models.text.tokens import Gap


class Runtime(Protocol):
    """Something that runs the network on windows."""

    name: str
    #: Whether a window runs alone, so that what it gives depends on nothing but itself.
    runs_alone: bool

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        """The outputs that `TokenScores` names for each window, each (tokens, width), in order.

        A window is a `Batch` of one.
        """
        ...


@runtime_checkable
class Dividing(Runtime, Protocol):
    """A runtime that can divide one window among threads."""

    def dividing(self) -> Runtime:
        """The same runtime, with the same outputs, quicker where a window comes alone."""
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
        return self._read([(article, self._windows(article)) for article in articles])

    def parts(self, article: Encoded, longest: int) -> Iterator[tuple[int, TokenScores]]:
        """Scores of an article in parts of at most `longest` tokens, with the first token of each.

        A part ends with a paragraph where one ends in its second half. Only one of them is held.
        """
        gap, part = article.tokens.gap, list[Window]()
        for window, following in pairwise([*self._windows(article), None]):
            assert window is not None
            part.append(window)
            start, end = part[0].core_start, window.core_end
            ends = end - start >= longest // 2 and end < len(gap) and gap[end] >= Gap.LINE
            if following is None or ends or following.core_end - start > longest:
                yield start, self._read([(article, part)])[0]
                part = []

    def _windows(self, article: Encoded) -> list[Window]:
        return cut_windows(article, self.capacity, self.margin)

    def _read(self, articles: Sequence[tuple[Encoded, Sequence[Window]]]) -> list[TokenScores]:
        """Scores of the tokens of windows that follow each other, for each article."""
        items = [(i, w) for i, (_, windows) in enumerate(articles) for w in windows]
        # Threads that take the longest first end at about the same time.
        items.sort(key=lambda item: -_length(articles[item[0]][0], item[1]))
        batches = [self._batch(articles[i][0], w) for i, w in items]
        results: list[TokenScores | None] = [None] * len(articles)
        for (i, window), outputs in zip(items, self.runtime.run(batches), strict=True):
            windows = articles[i][1]
            first, last = windows[0].core_start, windows[-1].core_end
            scores = results[i]
            if scores is None:
                scores = results[i] = _empty(last - first, outputs)
            for name, output in zip(TokenScores.__struct_fields__, outputs, strict=True):
                getattr(scores, name)[window.core_start - first : window.core_end - first] = output
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
