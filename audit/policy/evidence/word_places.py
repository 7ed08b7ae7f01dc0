"""Finding whole words: in one text, and in many short ones."""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from onrecord.models.text.words import WORD

T = TypeVar("T")


def places_of(name: str, text: str) -> Iterator[int]:
    """Where `name`, which may hold marks ("O'Brien"), begins in `text` with a whole word.

    Case counts. Few names are asked for, and a text is searched for one in microseconds, which
    an index of all its words would take hundreds of to make.
    """
    first = WORD.match(name)
    if first is None:
        return
    start = text.find(name)
    while start >= 0:
        word = WORD.match(text, start)
        whole = word is not None and word.end() - start == first.end()
        if whole and not (start and WORD.match(text, start - 1)):
            yield start
        start = text.find(name, start + 1)


class ItemsByWord(Generic[T]):
    """Items by the words (matches of ``\\w+``, case counts) of a short text about each."""

    def __init__(self, texts: Iterable[tuple[str, T]]) -> None:
        self._texts = list(texts)
        self._numbers: dict[str, list[int]] = {}
        for number, (text, _) in enumerate(self._texts):
            for word in dict.fromkeys(WORD.findall(text)):
                self._numbers.setdefault(word, []).append(number)

    def holding(self, name: str) -> Iterator[T]:
        """The items whose text has `name`, which may hold marks ("O'Brien"), as a whole word."""
        first = WORD.match(name)
        whole = re.compile(rf"\b{re.escape(name)}\b")
        for number in self._numbers.get(first.group(), ()) if first else ():
            text, item = self._texts[number]
            if whole.search(text):
                yield item
