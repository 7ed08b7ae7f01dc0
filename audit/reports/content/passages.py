"""Words of the article as a report quotes them."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from onrecord.audit.reports.visible import one_line, visible
from onrecord.audit.schema.audit import Article
from onrecord.models.text.words import WORD
from onrecord.models.types import Span

EXCERPT_WORDS: Final = 40
_WHITESPACE: Final = re.compile(r"\s+")


def quoted(article: Article, spans: Iterable[Span], words: int | None = None) -> str | None:
    """The pieces of `spans` on one line, joined by “ … ”; None for an audit without text.

    words: at most so many words, the cut marked with “…”; None for all of them.
    """
    text = article.text
    if text is None:
        return None
    joined = " … ".join(one_line(text[start:end]) for start, end in spans)
    return joined if words is None else _shortened(joined, words)


class Passage(NamedTuple):
    """A passage in its sentence: the words before it, the passage, the words after it."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def in_sentence(article: Article, span: Span) -> Passage | None:
    """The passage `span` with the rest of its sentence around it, each part on one line.

    A passage over several sentences stands alone, a long one shortened. None without text.
    """
    text = article.text
    if text is None:
        return None
    inside = _shortened(one_line(text[slice(*span)]), EXCERPT_WORDS)
    i = bisect_right(article.sentences, span[0], key=lambda sentence: sentence.span[0]) - 1
    if i < 0 or article.sentences[i].span[1] < span[1]:
        return Passage("", inside, "")
    start, end = article.sentences[i].span
    before, after = visible(text[start : span[0]]), visible(text[span[1] : end])
    return Passage(
        _shortened_before(_single_spaced(before).lstrip(), EXCERPT_WORDS // 2),
        inside,
        _shortened(_single_spaced(after).rstrip(), EXCERPT_WORDS // 2),
    )


def offsets(spans: Iterable[Span]) -> str:
    """Spans as “12–40, 52–61”."""
    return ", ".join(f"{start}–{end}" for start, end in spans)


def paragraph_of(article: Article, span: Span) -> int | None:
    """Number, counted from 1, of the paragraph in which `span` starts."""
    i = bisect_right(article.paragraphs, span[0], key=lambda paragraph: paragraph[0])
    return i if i and span[0] < article.paragraphs[i - 1][1] else None


def _single_spaced(text: str) -> str:
    """`text` with every run of whitespace one space, at its ends too."""
    return _WHITESPACE.sub(" ", text)


def _shortened_before(text: str, words: int) -> str:
    starts = [match.start() for match in WORD.finditer(text)]
    return text if len(starts) <= words else f"… {text[starts[-words] :]}"


def _shortened(text: str, words: int) -> str:
    ends = [match.end() for match in WORD.finditer(text)]
    return text if len(ends) <= words else f"{text[: ends[words - 1]]} …"
