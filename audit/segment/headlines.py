"""Headlines: known from the title, by the look of the line, or as what is no credit in front."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from onrecord.audit.schema.audit import Sentence
from onrecord.audit.segment.furniture import (
    is_byline,
    is_credit,
    is_published_line,
    is_release_line,
)
from onrecord.models.text.words import word_spans
from onrecord.models.types import Span

_TERMINAL: Final = re.compile(r"[.?!:,…—–-][\"”’»')\]\s]*$")
_HEADLINE_WORDS: Final = 30
_CROSSHEAD_WORDS: Final = 8
_CROSSHEAD_LENGTH: Final = 120
_BULLET: Final = re.compile(r"[-–—•*·▪►>\d\[({<.@#$]")
_SMALL_WORDS: Final = (
    "a an the and or nor but as at by for from in into is it its of off on onto out over per so "
    "than that this to up via vs with be are was has"
)
#: Fewer words of a title may come up in any sentence.
_TITLE_PART_WORDS: Final = 3


def words_of(line: str) -> list[str]:
    """The words of `line` in lower case, for comparing lines."""
    return [line[start:end].casefold() for start, end in word_spans(line)]


def same_headline(line: str, title: str | None) -> bool:
    """Whether `line` is `title` or a part of it, marks and capitals aside.

    A title may hold the site's name too, or a headline that is set in two lines.
    """
    words, of_title = words_of(line), words_of(title or "")
    if not words or len(words) < min(_TITLE_PART_WORDS, len(of_title)):
        return False
    starts = range(len(of_title) - len(words) + 1)
    return any(of_title[start : start + len(words)] == words for start in starts)


def ends_openly(line: str) -> bool:
    """Whether no mark ends the line, as with headlines, names and crossheads."""
    return _TERMINAL.search(line) is None


def is_title_case(line: str) -> bool:
    """Whether nearly all words that a headline capitalises are capitalised, four at least."""
    words = [line[start:end] for start, end in word_spans(line)]
    small = _SMALL_WORDS.split()
    big = [w for w in words if w[0].isalpha() and w.lower() not in small and len(w) > 1]
    return len(big) >= 4 and sum(w[0].isupper() for w in big) >= 0.9 * len(big)


def looks_like_headline(line: str) -> bool:
    """Whether the line, at the top of an article, is a headline rather than a sentence."""
    if not 0 < len(word_spans(line)) <= _HEADLINE_WORDS:
        return False
    return ends_openly(line) or is_title_case(line)


def looks_like_crosshead(line: str) -> bool:
    """Whether the line, between two paragraphs of a body, is a heading."""
    if len(line) > _CROSSHEAD_LENGTH or not 0 < len(word_spans(line)) <= _CROSSHEAD_WORDS:
        return False
    starts_big = line.lstrip("\"“‘'")[:1].isupper()
    return starts_big and ends_openly(line) and _BULLET.match(line) is None


def headline_spans(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """The sentences of headlines, decks and crossheads among `sentences`, in text order.

    These are the front zone without bylines, credits, dates and datelines.
    """
    found: list[Span] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        own = list(group)
        spans = [sentence.span for sentence in own if sentence.zone == "front"]
        # The front of a paragraph that goes on in the body is its dateline.
        if len(spans) == len(own) and not _is_credit(text, spans):
            found += spans
    return found


def _is_credit(text: str, spans: Sequence[Span]) -> bool:
    line = text[spans[0][0] : spans[-1][1]]
    if any(test(line) for test in (is_byline, is_published_line, is_credit, is_release_line)):
        return True
    return all(is_byline(text[start:end]) for start, end in spans)
