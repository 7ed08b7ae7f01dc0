"""Whom a grant of anonymity is for: the mention that is its clause's subject."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.models.mention_kinds import mention_kind
from onrecord.models.nouns import head_noun, singular_of, tokens_of
from onrecord.models.plurals import is_plural
from onrecord.models.sentences import sentence_spans
from onrecord.models.types import Grant, Span

#: How many sentences back the subject's antecedent may stand.
_BACK: Final = 4
#: How much text around a grant is looked at, in characters.
_WINDOW: Final = 3000
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


def grant_target(text: str, grant: Grant, mentions: Sequence[Span]) -> int | None:
    """Index into `mentions` (spans in text order) of the one that `grant` applies to.

    A mention around the grant, else its clause's subject: the nearest mention before it in
    its sentence for "who …" and "speaking …", the next one for a sentence that begins with
    them; a subject that is no mention itself ("The officials spoke …", "They asked …") is
    looked up by head noun and number in the sentences before. None where nothing fits.
    """
    start, end = grant.span
    sentences = _sentences_around(text, start, end)
    i = max(0, bisect_right([s for s, _ in sentences], start) - 1)
    if not sentences:
        return None
    first, last = sentences[i]
    outside = [k for k, (s, e) in enumerate(mentions) if not start <= s < end]
    for k in outside:
        if mentions[k][0] < start < mentions[k][1]:
            return k
    before = [k for k in outside if first <= mentions[k][0] and mentions[k][1] <= start]
    after = [k for k in outside if end <= mentions[k][0] < last]
    if _QUALIFIES.match(text, start):
        near = _unnamed_first(text, mentions, before[::-1]) or _unnamed_first(text, mentions, after)
        if near:
            return near[0]
        described = _described_before(text, mentions, outside, _phrase_before(text, first, start))
        if described is not None:
            return described
    else:
        subject = _subject(text, first, start)
        touching = [k for k in before if mentions[k][1] > subject[0]]
        if touching:
            return touching[-1]
        described = _described_before(text, mentions, outside, subject)
        if described is not None:
            return described
        found = _antecedent(
            text,
            mentions,
            text[subject[0] : subject[1]],
            _earlier(sentences, i, mentions, outside, subject[0]),
        )
        if found is not None:
            return found
    earlier = _unnamed_first(text, mentions, _earlier(sentences, i, mentions, outside, start))
    if earlier:
        return earlier[0]
    return after[0] if after else None


def _sentences_around(text: str, start: int, end: int) -> list[Span]:
    """The sentences near a grant; the first of them may be cut."""
    return sentence_spans(text, max(0, start - _WINDOW), min(len(text), end + _WINDOW))


def _unnamed_first(text: str, mentions: Sequence[Span], order: list[int]) -> list[int]:
    """`order` without the names, unless there is nothing else in it."""
    unnamed = [k for k in order if mention_kind(text[slice(*mentions[k])]) != "name"]
    return unnamed or order


def _subject(text: str, first: int, start: int) -> Span:
    """The words right before a grant's verb: its clause's subject."""
    begin = first
    for match in _CLAUSE.finditer(text, first, start):
        begin = match.end()
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, start


def _earlier(
    sentences: list[Span], i: int, mentions: Sequence[Span], outside: list[int], before: int
) -> list[int]:
    """Mentions that end before a position within reach, the nearest first."""
    floor = sentences[max(0, i - _BACK)][0]
    return [k for k in reversed(outside) if floor <= mentions[k][0] and mentions[k][1] <= before]


def _antecedent(text: str, mentions: Sequence[Span], subject: str, order: list[int]) -> int | None:
    """The nearest mention that a subject may refer back to."""
    words = [text[slice(*mentions[k])] for k in order]
    unnamed = [(k, w) for k, w in zip(order, words, strict=True) if mention_kind(w) != "name"]
    noun = _noun(subject)
    alike = [(k, w) for k, w in unnamed if noun and noun in _nouns(w)]
    if alike:
        return max(alike, key=lambda item: len(_nouns(item[1]) & _nouns(subject)))[0]
    plural = bool(_PLURAL_SUBJECT.search(subject)) or is_plural(subject)
    for k, w in unnamed:
        if is_plural(w) == plural:
            return k
    return unnamed[0][0] if unnamed else None


def _phrase_before(text: str, first: int, start: int) -> Span:
    """The phrase that a relative clause follows, its comma left out."""
    end = first + len(text[first:start].rstrip(" ,"))
    return _subject(text, first, end)


def _described_before(
    text: str, mentions: Sequence[Span], outside: list[int], subject: Span
) -> int | None:
    """The last mention before `subject` that has its noun and one more of its words.

    "The Mexican officials" are the "three senior Mexican officials" of any earlier paragraph.
    """
    phrase = text[subject[0] : subject[1]].strip(" ,")
    noun, words = _noun(phrase), _nouns(phrase)
    for k in reversed(outside):
        own = _nouns(text[slice(*mentions[k])])
        if mentions[k][1] <= subject[0] and noun in own and len(own & words) > 1:
            return k
    return None


def _noun(phrase: str) -> str:
    head = head_noun(phrase)
    return singular_of(head) if head else ""


def _nouns(words: str) -> set[str]:
    """The words of a phrase in the singular, without articles."""
    tokens = {token.lower() for token in tokens_of(words) if token[0].isalnum()}
    return {singular_of(token) for token in tokens - {"the", "a", "an", "of", "and"}}
