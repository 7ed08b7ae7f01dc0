"""Finding words without reading everything again: in one text, and in many short ones."""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from onrecord.models.words import WORD

T = TypeVar("T")


class WordPlaces:
    """Where each word (match of ``\\w+``, case counts) of a text stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}
        for match in WORD.finditer(text):
            self._starts.setdefault(match.group(), []).append(match.start())

    def of(self, name: str) -> Iterator[int]:
        """Where `name`, which may hold marks ("O'Brien"), begins with a whole word."""
        first = WORD.match(name)
        for start in self._starts.get(first.group(), ()) if first else ():
            if self._text.startswith(name, start):
                yield start


class WordIndex(Generic[T]):
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
