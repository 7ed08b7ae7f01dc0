"""Who is granted anonymity: the mention that is the subject of the clause."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from onrecord.models.config import GrantConfig
from onrecord.models.lexicon.mention_kinds import mention_kind
from onrecord.models.lexicon.nouns import head_noun, phrase_words, singular_of
from onrecord.models.lexicon.number import is_plural
from onrecord.models.text.view import TextView
from onrecord.models.types import Grant, Span

#: A grant that qualifies the noun before it, or its sentence's subject.
_QUALIFIES: Final = re.compile(
    r"(?:(?:all|both|most|some|many|several|none|neither|each|two|three|four)\s+of\s+)?who|\w+ing\b|on\b|"
    r"under\b|upon\b|not\b|unauthori|anonymously|off\b|without\b|provided|in\b",
    re.IGNORECASE,
)
_PLURAL_SUBJECT: Final = re.compile(
    r"\b(?:they|both|all|most|some|many|several|neither|none|two|three|four|five|each)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"[,;:.!?\"“”()–—]|\s--|\b(?:and|but|because|as|while|that)\b", re.IGNORECASE
)


class GrantTargets:
    """The mentions of a text, asked for the one that a grant applies to.

    Args:
        view: the text.
        mentions: spans of the mentions that may be meant, in text order.
        config: how far around a grant they are looked for.
    """

    def __init__(self, view: TextView, mentions: Sequence[Span], config: GrantConfig) -> None:
        self._view, self._text, self._mentions = view, view.text, mentions
        self._config = config
        self._starts = [start for start, _ in mentions]
        #: What was found out of mentions: many grants ask about the same.
        self._named: dict[int, bool] = {}
        self._nouns: dict[int, frozenset[str]] = {}
        #: Where the last to end of the mentions so far ends.
        self._furthest = list(accumulate((end for _, end in mentions), max))

    def of(self, grant: Grant) -> int | None:
        """Index of the mention that `grant` applies to.

        A mention around the grant, else its clause's subject: the nearest mention before it in
        its sentence for "who …" and "speaking …", the next one for a sentence that begins with
        them; a subject that is not a mention itself ("The officials spoke …", "They asked …") is
        looked up by head noun and number in the sentences before. None where nothing fits.
        """
        text, mentions = self._text, self._mentions
        start, end = grant.span
        around = bisect_right(self._furthest, start)
        if around < len(mentions) and mentions[around][0] < start:
            return around
        sentences = self._sentences_around(start, end)
        i = max(0, bisect_right([s for s, _ in sentences], start) - 1)
        if not sentences:
            return None
        first, last = sentences[i]
        before = self._between(first, start)
        after = self._between(end, last)
        if _QUALIFIES.match(text, start):
            near = self._unnamed_first(before[::-1]) or self._unnamed_first(after)
            if near:
                return near[0]
            described = self._described_before(_phrase_before(text, first, start))
            if described is not None:
                return described
        else:
            subject = _subject(text, first, start)
            touching = [k for k in before if mentions[k][1] > subject[0]]
            if touching:
                return touching[-1]
            described = self._described_before(subject)
            if described is not None:
                return described
            earlier = self._earlier(sentences, i, subject[0])
            found = self._antecedent(text[slice(*subject)], earlier)
            if found is not None:
                return found
        near = self._unnamed_first(self._earlier(sentences, i, start))
        if near:
            return near[0]
        return after[0] if after else None

    def _sentences_around(self, start: int, end: int) -> list[Span]:
        """The sentences near a grant; the first of them may be cut."""
        window = self._config.window
        return self._view.sentences(max(0, start - window), min(len(self._text), end + window))

    def _between(self, low: int, high: int) -> range:
        """The mentions that begin from `low` to before `high`."""
        return range(bisect_left(self._starts, low), bisect_left(self._starts, high))

    def _earlier(self, sentences: list[Span], i: int, before: int) -> list[int]:
        """Mentions that end before a position within reach, the nearest first."""
        within = self._between(sentences[max(0, i - self._config.sentences_back)][0], before)
        return [k for k in reversed(within) if self._mentions[k][1] <= before]

    def _unnamed_first(self, order: Sequence[int]) -> Sequence[int]:
        """`order` from the first on that is no name; all of it where there is nothing else."""
        for at, k in enumerate(order):
            if not self._is_name(k):
                return order[at:]
        return order

    def _described_before(self, subject: Span) -> int | None:
        """The last mention before `subject` that has its noun and one more of its words.

        "The Mexican officials" are the "three senior Mexican officials" of an earlier paragraph.
        """
        phrase = self._text[subject[0] : subject[1]].strip(" ,")
        noun, words = _noun(phrase), _nouns(phrase)
        if not noun:
            return None
        behind = bisect_left(self._starts, subject[0])
        for k in range(behind - 1, max(-1, behind - 1 - self._config.mentions_back), -1):
            own = self._nouns_of(k)
            if self._mentions[k][1] <= subject[0] and noun in own and len(own & words) > 1:
                return k
        return None

    def _antecedent(self, subject: str, order: Sequence[int]) -> int | None:
        """The nearest mention, of those in `order`, that a subject may refer back to."""
        unnamed = [k for k in order if not self._is_name(k)]
        noun, words = _noun(subject), _nouns(subject)
        alike = [k for k in unnamed if noun and noun in self._nouns_of(k)]
        if alike:
            return max(alike, key=lambda k: len(self._nouns_of(k) & words))
        plural = bool(_PLURAL_SUBJECT.search(subject)) or is_plural(subject)
        for k in unnamed:
            if is_plural(self._words(k)) == plural:
                return k
        return unnamed[0] if unnamed else None

    def _words(self, k: int) -> str:
        return self._text[slice(*self._mentions[k])]

    def _is_name(self, k: int) -> bool:
        found = self._named.get(k)
        if found is None:
            found = self._named[k] = mention_kind(self._words(k)) == "name"
        return found

    def _nouns_of(self, k: int) -> frozenset[str]:
        found = self._nouns.get(k)
        if found is None:
            found = self._nouns[k] = _nouns(self._words(k))
        return found


def grant_target(
    view: TextView, grant: Grant, mentions: Sequence[Span], config: GrantConfig
) -> int | None:
    """Index into `mentions` (spans in text order) of the one that `grant` applies to."""
    return GrantTargets(view, mentions, config).of(grant)


def _subject(text: str, first: int, start: int) -> Span:
    """The words right before a grant's verb: its clause's subject."""
    begin = first
    for match in _CLAUSE.finditer(text, first, start):
        begin = match.end()
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, start


def _phrase_before(text: str, first: int, start: int) -> Span:
    """The phrase that a relative clause follows, its comma left out."""
    end = first + len(text[first:start].rstrip(" ,"))
    return _subject(text, first, end)


def _noun(phrase: str) -> str:
    head = head_noun(phrase)
    return singular_of(head) if head else ""


def _nouns(words: str) -> frozenset[str]:
    """The words of a phrase in the singular, without articles."""
    tokens = {token.lower() for token in phrase_words(words) if token[0].isalnum()}
    return frozenset(map(singular_of, tokens - {"the", "a", "an", "of", "and"}))
