"""The zone of each paragraph: front matter, body, caption, back matter.

The front is read from the top down and the back from the bottom up, each as far as its lines
look the part, so that nothing in the middle of an article is taken for a byline.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.audit.schema.audit import Zone
from onrecord.audit.segment.furniture import (
    is_byline,
    is_caption,
    is_credit,
    is_insert,
    is_note,
    is_pointer,
    is_published_line,
    is_release_line,
    is_rights,
    opens_back_matter,
)
from onrecord.audit.segment.headlines import (
    ends_openly,
    looks_like_crosshead,
    looks_like_headline,
    same_headline,
    words_of,
)
from onrecord.audit.segment.pull_quotes import repeating_paragraphs
from onrecord.models.lexicon.names import ADDRESS
from onrecord.models.text.words import WORD
from onrecord.models.types import Span

#: What opens a quotation.
_MARKS: Final = "\"'“‘«"
_HEADLINE_WORDS: Final = 40
_CAPTION_WORDS: Final = 80
_DECK_WORDS: Final = 16
_TAGLINE_WORDS: Final = 70
_TAGLINE_REACH: Final = 8
#: No more words than these stand behind the rights at the end of a text.
_IMPRINT_WORDS: Final = 120
_NAME: Final = r"[^\W\d_a-z][\w.’'-]*"
#: "A B is a columnist …": who wrote the piece, told behind it.
_TAGLINE: Final = re.compile(
    rf"[-–—*(\s]*(?P<name>{ADDRESS}\. {_NAME}|{_NAME}(?: {_NAME}){{1,3}})"
    r"(?:,? (?:is|covers|writes|reports|teaches|serves|can be reached)\b"
    r"|, (?:an? |the )?(?:former|senior|professor|author|reporter|columnist|editor)\b)"
)
#: Labels of newspaper databases: what stands between them only sums up the article.
_ABSTRACT: Final = "abstract"
_FULL_TEXT: Final = ["full", "text"]
_SIGNATURE: Final = re.compile(r"[-–—]{1,2}\s?[^\W\d_a-z][\w.’' -]{2,60}\.?")


class Paragraph(NamedTuple):
    """A paragraph without its dateline, and what the walk has to know of it.

    `line` is the text behind the dateline, `words` the number of its words; `sentences` are
    those of `line`. `is_body`: its form tells so: words of a speaker, or an entry with a time.
    """

    line: str
    words: int
    sentences: list[str]
    has_dateline: bool
    is_quotation: bool
    is_body: bool = False


def paragraph_zones(
    paragraphs: Sequence[Paragraph], *, title: str | None = None, author: str | None = None
) -> list[Zone]:
    """A zone for each paragraph, `question` left out.

    An article always keeps some words in its body: where all of it looks like front or back
    matter, first headings and then everything else count as body.
    """
    zones: list[Zone] = []
    for told in ((title, author, True), (None, None, False)):
        zones = _Reading(paragraphs, *told).zones()
        if any(
            zone == "body" and paragraph.words
            for zone, paragraph in zip(zones, paragraphs, strict=True)
        ):
            return zones
    return ["body"] * len(zones)


class _Reading:
    """One attempt at an article; without `headings` only labelled lines leave the body."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        title: str | None,
        author: str | None,
        headings: bool = True,
    ) -> None:
        self.paragraphs = paragraphs
        self.title = title
        self.author = author
        self.headings = headings
        self.repeating = repeating_paragraphs([p.line for p in paragraphs])

    def zones(self) -> list[Zone]:
        count = len(self.paragraphs)
        zones: list[Zone] = ["body"] * count
        first = self._behind_abstract()
        zones[:first] = ["front"] * first
        while first < count and (zone := self._front_zone(first)) is not None:
            zones[first] = zone
            first += 1
        last = self._before_imprint(first)
        zones[last:] = ["back"] * (count - last)
        while last > first and (zone := self._back_zone(last - 1)) is not None:
            last -= 1
            zones[last] = zone
        for number in range(first, last):
            zones[number] = self._inner_zone(number, first, last)
            if self.headings and zones[number] == "front" and self._opens_back(number):
                zones[number:last] = ["back"] * (last - number)
                break
        return zones

    def _behind_abstract(self) -> int:
        """Number of paragraphs up to the label "Full text", where an abstract stands first."""
        top = [words_of(p.line) if p.words <= 2 else [] for p in self.paragraphs[:8]]
        if [_ABSTRACT] not in top or _FULL_TEXT not in top:
            return 0
        return top.index(_FULL_TEXT) + 1

    def _before_imprint(self, first: int) -> int:
        """Number of paragraphs before the line of rights that only an imprint follows."""
        words = 0
        for number in reversed(range(first + 1, len(self.paragraphs))):
            if is_rights(self.paragraphs[number].line):
                return number
            words += self.paragraphs[number].words
            if words > _IMPRINT_WORDS:
                break
        return len(self.paragraphs)

    def _front_zone(self, number: int) -> Zone | None:
        paragraph = self.paragraphs[number]
        line = paragraph.line
        if paragraph.is_body:
            return None
        if not paragraph.words:
            return "front"
        if _is_caption(paragraph):
            return "caption"
        if is_byline(line) or is_published_line(line) or is_release_line(line):
            return "front"
        if all(map(is_byline, paragraph.sentences)):
            return "front"
        if number and is_credit(line):
            return "front"
        if not self.headings or paragraph.words > _HEADLINE_WORDS:
            return None
        if same_headline(line, self.title) or self._is_repeated(number) or self._is_deck(number):
            return "front"
        if paragraph.has_dateline:
            return None
        if paragraph.is_quotation or not _fits_on_top(line, number):
            return None
        return "front"

    def _is_repeated(self, number: int) -> bool:
        """Whether the headline stands twice, here and on the line before or behind."""
        if number > 2:
            return False
        own = self.paragraphs[number]
        beside = [*self.paragraphs[max(0, number - 1) : number], *self.paragraphs[number + 1 :][:1]]
        return any(
            other.words == own.words and words_of(other.line) == words_of(own.line)
            for other in beside
        )

    def _is_deck(self, number: int) -> bool:
        """A short line under the headline, with the dateline or the byline right behind it."""
        if number != 1 or len(self.paragraphs) < 4:
            return False
        paragraph, following = self.paragraphs[number], self.paragraphs[number + 1]
        return (
            len(paragraph.sentences) == 1
            and not paragraph.is_quotation
            and paragraph.words <= _DECK_WORDS
            and (following.has_dateline or is_byline(following.line))
        )

    def _back_zone(self, number: int) -> Zone | None:
        paragraph = self.paragraphs[number]
        line = paragraph.line
        if paragraph.is_body:
            return None
        if not paragraph.words:
            return "back"
        if _is_caption(paragraph):
            return "caption"
        if is_pointer(line) or is_credit(line) or is_published_line(line):
            return "back"
        if all(map(_is_back_sentence, paragraph.sentences)):
            return "back"
        if self.headings and (opens_back_matter(line) or self._is_tagline(number)):
            return "back"
        return "back" if _SIGNATURE.fullmatch(line) else None

    def _is_tagline(self, number: int) -> bool:
        """Who the author is: one that the metadata name, or that the body never mentions."""
        paragraph = self.paragraphs[number]
        near_the_end = 2 <= number >= len(self.paragraphs) - _TAGLINE_REACH
        match = _TAGLINE.match(paragraph.line)
        if match is None or not near_the_end or paragraph.words > _TAGLINE_WORDS:
            return False
        name = match["name"]
        if self.author and words_of(name)[-1] in words_of(self.author):
            return True
        surname = re.compile(rf"\b{re.escape(name.split()[-1])}\b")
        return not any(surname.search(other.line) for other in self.paragraphs[:number])

    def _inner_zone(self, number: int, first: int, last: int) -> Zone:
        paragraph = self.paragraphs[number]
        line = paragraph.line
        repeats = number in self.repeating
        if paragraph.is_body and not (repeats and line[0] in _MARKS) and not is_rights(line):
            return "body"
        if is_insert(line) or is_note(line) or repeats:
            return "back"
        if _is_caption(paragraph):
            return "caption"
        between = first < number < last - 1
        if self.headings and between and (looks_like_crosshead(line) or self._opens_back(number)):
            return "front"
        return "body"

    def _opens_back(self, number: int) -> bool:
        """A "Sources" or "Related news" heading in the second half."""
        return number * 2 >= len(self.paragraphs) and opens_back_matter(
            self.paragraphs[number].line
        )


def _fits_on_top(line: str, number: int) -> bool:
    """Whether a line may stand above a body that has not begun yet."""
    if number == 0:
        return looks_like_headline(line)
    return ends_openly(line) and looks_like_headline(line)


def _is_back_sentence(sentence: str) -> bool:
    return WORD.search(sentence) is None or is_credit(sentence) or is_pointer(sentence)


def _is_caption(paragraph: Paragraph) -> bool:
    return paragraph.words <= _CAPTION_WORDS and is_caption(paragraph.line)


def inside_quotation(quotations: Sequence[Span], offset: int) -> bool:
    """Whether the character at `offset` stands in one of `quotations` (in text order)."""
    number = bisect_right(quotations, (offset, offset + 1)) - 1
    candidates = quotations[max(0, number) : number + 2]
    return any(start <= offset < end for start, end in candidates)
