"""Which of many phrases have words in common with another, and how they are alike."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.models.config import CandidateConfig

#: Equal, same last word, phrase within the other, the other within the phrase, overlap.
Similarity: TypeAlias = tuple[float, float, float, float, float]
Words: TypeAlias = tuple[str, ...]
Places: TypeAlias = NDArray[np.int64]


class Phrases:
    """Phrases as tuples of words, looked up by the words in them.

    The number of a phrase is that of the first equal one; its places are the indices of all
    equal ones, rising.
    """

    def __init__(self, phrases: Sequence[Words], config: CandidateConfig) -> None:
        self._config = config
        numbers: dict[Words, int] = {}
        #: (phrases,) the number of each phrase.
        self.numbers: Places = np.array(
            [numbers.setdefault(words, len(numbers)) for words in phrases], dtype=np.int64
        )
        self._numbers = numbers
        self._words = list(numbers)
        # The places of phrase k are those from bound k to the next.
        self._order: Places = np.argsort(self.numbers, kind="stable")
        self._bounds = np.searchsorted(self.numbers[self._order], np.arange(len(numbers) + 1))
        self._with: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in dict.fromkeys(words):
                self._with.setdefault(word, []).append(number)
        self._known: dict[Words, list[tuple[int, Similarity]]] = {}
        self._common: dict[str, Places] = {}

    def among(self, chosen: Places) -> "Among":
        """The phrases at the places `chosen`, rising."""
        return Among(self, chosen)

    def alike(self, words: Words, among: Iterable[int]) -> list[tuple[int, Similarity]]:
        """The numbers of the phrases that share a word with `words`, and how they are like it.

        Where a word is common, only those of the phrases `among`.
        """
        if self._is_common(words):
            own = set(words)
            return [
                (number, likeness_of(words, self._words[number]))
                for number in among
                if not own.isdisjoint(self._words[number])
            ]
        found = self._known.get(words)
        if found is None:
            sharing = dict.fromkeys(n for word in words for n in self._with.get(word, ()))
            found = [(n, likeness_of(words, self._words[n])) for n in sharing]
            self._known[words] = found
        return found

    def places(self, number: int) -> Places:
        """Where the phrases are that are equal to phrase `number`."""
        return self._order[self._bounds[number] : self._bounds[number + 1]]

    def places_of(self, words: Words) -> Iterator[Places]:
        """Where the phrases are that share a word with `words`, piece by piece.

        A piece has the places of one phrase, or of all phrases with a word that many have.
        """
        own = self._numbers.get(words) if words else None
        if own is not None:
            yield self.places(own)
        rare: dict[int, None] = {}
        for word in islice(dict.fromkeys(words), self._config.words):
            numbers = self._with.get(word, ())
            if len(numbers) > self._config.common_word:
                yield self._places_with(word, numbers)
            else:
                rare |= dict.fromkeys(numbers)
        for number in rare:
            if number != own:
                yield self.places(number)

    def _is_common(self, words: Words) -> bool:
        most = self._config.common_word
        return any(len(self._with.get(word, ())) > most for word in words)

    def _places_with(self, word: str, numbers: Sequence[int]) -> Places:
        found = self._common.get(word)
        if found is None:
            found = np.sort(np.concatenate([self.places(number) for number in numbers]))
            self._common[word] = found
        return found


class Among:
    """Some of the places of `Phrases`, and which of them hold what."""

    def __init__(self, phrases: Phrases, chosen: Places) -> None:
        self._phrases, self._size = phrases, len(chosen)
        numbers = phrases.numbers[chosen]
        #: The first places of all, as in an article of usual length: nothing is to be sorted.
        self._first = bool(self._size) and int(chosen[-1]) == self._size - 1
        if self._first:
            self._numbers: Iterable[int] = range(int(numbers.max()) + 1)
            return
        self._order = np.argsort(numbers, kind="stable")
        found, first = np.unique(numbers[self._order], return_index=True)
        self._numbers = found.tolist()
        ends = [*first[1:].tolist(), self._size]
        self._slices = dict(zip(self._numbers, map(slice, first.tolist(), ends), strict=True))

    def alike(self, words: Words) -> list[tuple[Places, Similarity]]:
        """Which of the places hold phrases that share a word with `words`: indices of them."""
        return [
            (self._rows(number), likeness)
            for number, likeness in self._phrases.alike(words, self._numbers)
        ]

    def _rows(self, number: int) -> Places:
        if not self._first:
            return self._order[self._slices.get(number, slice(0))]
        places = self._phrases.places(number)
        return places if places[-1] < self._size else places[places < self._size]


def likeness_of(words: Words, phrase: Words) -> Similarity:
    """How a phrase is like `words`, with which it has a word in common."""
    ours, theirs = set(words), set(phrase)
    return (
        float(words == phrase),
        float(words[-1] == phrase[-1]),
        float(theirs <= ours),
        float(ours <= theirs),
        1.0,
    )
