"""Whether somebody else says what a source says, by the words that their claims share."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

from onrecord.audit.policy.evidence.content_words import content_words
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.schema.audit import Claim
from onrecord.models.types import Source

#: So large a part of a claim's words elsewhere means that somebody else says the same.
BORNE_OUT: Final = 0.4


def repeats(reading: Reading, claim: Claim, other: Claim) -> bool:
    """Whether another claim shares enough of the words of `claim` to say the same."""
    own = _words(reading, claim)
    return bool(own) and len(own & _words(reading, other)) >= math.ceil(BORNE_OUT * len(own))


def _words(reading: Reading, claim: Claim) -> frozenset[str]:
    return content_words(reading.words(span) for span in claim.spans)


class Corroboration:
    """The attributed claims of an article by their content words and top-level sources."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_word: dict[str, dict[str | None, list[frozenset[str]]]] = {}
        self._uses: Counter[str] = Counter()
        for claim in reading.attributed:
            words = self._words(claim)
            speaker = reading.tops.get(claim.source_id or "")
            self._uses.update(words)
            for word in words:
                self._by_word.setdefault(word, {}).setdefault(speaker, []).append(words)

    def bear_out(self, claim: Claim, source: Source) -> bool:
        """Whether a claim of anybody but `source` shares enough of the words of `claim`.

        `source` is a top-level source. A claim without content words has nothing to bear out.
        """
        own = self._words(claim)
        needed = math.ceil(BORNE_OUT * len(own))
        # Whoever shares so many words shares one of the rarest but needed - 1.
        rarest = sorted(own, key=lambda word: (self._uses[word], word))
        candidates = rarest[: len(own) - needed + 1]
        return not own or any(
            len(own & other) >= needed for other in self._others(candidates, source.id)
        )

    def _words(self, claim: Claim) -> frozenset[str]:
        return _words(self._reading, claim)

    def _others(self, words: Iterable[str], source_id: str) -> Iterable[frozenset[str]]:
        for word in words:
            for speaker, claims in self._by_word.get(word, {}).items():
                if speaker != source_id:
                    yield from claims
