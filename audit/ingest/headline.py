"""Taking the headline out of an article's paragraphs."""

import re

from onrecord.audit.ingest.builder import Paragraph


def take_headline(
    paragraphs: list[Paragraph], title: str | None, *, trust_heading: bool = False
) -> tuple[str | None, list[Paragraph]]:
    """The article's title, and its paragraphs without it.

    A top-level heading before the first paragraph is the headline where `title` isn't
    known or is nearly the same, or where it is to be trusted over `title` (a page's
    metadata often holds a shorter one). A first paragraph that repeats the title goes too,
    unless there is no other.
    """
    if len(paragraphs) == 1:
        return title, paragraphs
    for i, paragraph in enumerate(paragraphs):
        words = paragraph.text.replace("\n", " ")
        if title and _bare(words) == _bare(title):
            return title, paragraphs[:i] + paragraphs[i + 1 :]
        if paragraph.level == 1 and (title is None or trust_heading):
            return words, paragraphs[:i] + paragraphs[i + 1 :]
        if paragraph.level == 0:
            break
    return title, paragraphs


def _bare(text: str) -> str:
    """The words alone, so that marks and case don't tell two headlines apart."""
    return " ".join(re.findall(r"\w+", text.casefold()))
