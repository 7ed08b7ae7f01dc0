"""What leads to other articles: linked headings and lines, and the lists that they stand in."""

import re
from typing import Final

from onrecord.audit.ingest.builder import Paragraph

_SENTENCE_END: Final = re.compile(r"[.?!…。！？؟।][\"'”’»」』)\]]*+\s*+\Z")
_INNER_END: Final = re.compile(r"[^\W\d_]{2}[.?!…][\"'”’)\]]?\s[\"“‘]?[^\W\d_]")
_LONG_WORDS = 40
_FEWEST_WORDS = 3
#: The same in letters, for scripts without spaces.
_FEWEST_LETTERS = 12
#: What the headings and labels of lists of other articles begin with.
_LIST_LABEL: Final = re.compile(
    r"(?:more (?:from|great|stories|coverage|news|on|in)|related|most (?:read|popular|viewed)"
    r"|popular on|trending|recommended|(?:you )?(?:may|might) also|read (?:more|next|also)"
    r"|see also|don['’]t miss|further reading|editors?['’]s? picks?)\b",
    re.IGNORECASE,
)
_TEASER_WORDS = 25
#: A longer line is no label.
_LABEL_WORDS = 8
#: In a list of other articles, links make up this share of an item at least.
_LINKED: Final = 0.3
#: A longer paragraph leads to no other article.
_POINTER_WORDS = 60
#: What leads to another article, wherever it stands.
_POINTER: Final = re.compile(
    r"[(\[*>»•–—“\"-]*\s*(?:(?:read|see|watch|listen|hear) (?:more|also|next|now|this)"
    r"|also (?:read|see)|more|related(?: \w+){0,2}|see also|don['’]t miss|must[ -]read|recommended"
    r"|buyer['’]s guide|full (?:story|coverage)|in (?:pictures|photos|video)):\s?\S",
    re.IGNORECASE,
)
#: The same, where a link follows.
_LINK_LABEL: Final = re.compile(
    r"(?:read|see|watch|listen|photos?|pictures|videos?|gallery|slide ?show|podcast|poll|quiz"
    r"|opinion|explainer|live updates?)\s?[:|]\s?",
    re.IGNORECASE,
)
#: How a linked sentence begins that sends readers elsewhere.
_CALL: Final = re.compile(
    r"[>»•(\[]*\s*(?:see|read|watch|listen|click|view|find|check|subscribe|sign|follow|download"
    r"|learn|visit|browse|get|order|buy|register|join|support|donate)\b",
    re.IGNORECASE,
)


def is_prose(paragraph: Paragraph) -> bool:
    """Whether it holds a sentence; the last of a long paragraph may lack its stop."""
    if paragraph.level or paragraph.is_one_link:
        return False
    words = re.findall(r"\w+", paragraph.text)
    enough = len(words) >= _FEWEST_WORDS or len("".join(words)) >= _FEWEST_LETTERS
    if len(words) >= _LONG_WORDS and _INNER_END.search(paragraph.text):
        return True
    return enough and bool(_SENTENCE_END.search(paragraph.text))


def is_teaser(paragraph: Paragraph) -> bool:
    """Whether it only leads to another article: a linked heading, a linked line of no sentence.

    A linked sentence does where it calls upon readers ("See the pictures of the week.").
    """
    if not paragraph.is_one_link:
        return False
    ends = _SENTENCE_END.search(paragraph.text)
    return paragraph.level > 0 or not ends or _CALL.match(paragraph.text) is not None


def without_other_articles(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """`paragraphs` without teasers, lists of them, and the headings of both."""
    kept = _without_teasers(_without_lists(paragraphs))
    return [paragraph for paragraph in kept if not _points_away(paragraph)]


def _without_lists(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leave out what stands under "More stories" and the like, up to the next sentence.

    Under a label that is no heading, only lines with links are left out.
    """
    kept: list[Paragraph] = []
    under_heading = under_label = False
    for paragraph in paragraphs:
        label = _LIST_LABEL.match(paragraph.text) is not None
        if paragraph.level:
            under_heading, under_label = label, False
        elif label and _is_line(paragraph) and not paragraph.links:
            under_label = True
        elif under_label:
            under_label = _is_item(paragraph)
            if under_label:
                continue
        elif is_prose(paragraph) or len(paragraph.text.split()) > _TEASER_WORDS:
            under_heading = False
        if not under_heading:
            kept.append(paragraph)
    return kept


def _is_line(paragraph: Paragraph) -> bool:
    few = len(paragraph.text.split()) <= _LABEL_WORDS
    return few and _SENTENCE_END.search(paragraph.text) is None


def _is_item(paragraph: Paragraph) -> bool:
    """Whether it may stand in a list of other articles: a good part of it is links."""
    linked = sum(link.span[1] - link.span[0] for link in paragraph.links)
    return linked >= _LINKED * len(paragraph.text)


def _without_teasers(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leave out what only leads to other articles, with the heading right above it."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if not is_teaser(paragraph) or _names_quoted(paragraph, kept):
            kept.append(paragraph)
        elif kept and kept[-1].level and not paragraph.level:
            kept.pop()
    while kept and kept[-1].level:
        kept.pop()
    return kept


def _names_quoted(paragraph: Paragraph, before: list[Paragraph]) -> bool:
    """Whether a linked name says where the quotation above it comes from."""
    few = len(paragraph.text.split()) <= _FEWEST_WORDS and not paragraph.level
    return few and bool(before) and before[-1].text.endswith(("”", '"', "’"))


def _points_away(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text.split()) > _POINTER_WORDS:
        return False
    label = _LINK_LABEL.match(text)
    linked = label and any(link.span[0] <= label.end() for link in paragraph.links)
    return bool(linked) or _POINTER.match(text) is not None
