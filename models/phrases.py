"""Which of many phrases have words in common with another, and how they are alike."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Equal, same last word, phrase within the other, the other within the phrase, overlap.
Likeness: TypeAlias = tuple[float, float, float, float, float]
_Words: TypeAlias = tuple[str, ...]


class Phrases:
    """Phrases as tuples of words, looked up by the words in them."""

    def __init__(self, phrases: Sequence[_Words]) -> None:
        places: dict[_Words, list[int]] = {}
        for i, words in enumerate(phrases):
            places.setdefault(words, []).append(i)
        self._places = {words: np.array(at, dtype=np.int64) for words, at in places.items()}
        self._with: dict[str, list[_Words]] = {}
        for words in places:
            for word in dict.fromkeys(words):
                self._with.setdefault(word, []).append(words)
        self._known: dict[_Words, list[tuple[Likeness, NDArray[np.int64]]]] = {}

    def alike(self, words: _Words) -> list[tuple[Likeness, NDArray[np.int64]]]:
        """How the phrases that share a word with `words` are like it, and their places."""
        found = self._known.get(words)
        if found is None:
            sharing = dict.fromkeys(p for word in words for p in self._with.get(word, ()))
            found = [(_likeness(words, p), self._places[p]) for p in sharing]
            self._known[words] = found
        return found


def _likeness(words: _Words, phrase: _Words) -> Likeness:
    """How a phrase is like `words`, with which it has a word in common."""
    ours, theirs = set(words), set(phrase)
    return (
        float(words == phrase),
        float(words[-1] == phrase[-1]),
        float(theirs <= ours),
        float(ours <= theirs),
        1.0,
    )
