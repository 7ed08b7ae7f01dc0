"""Sentences of a paragraph, as spans that keep every character where it is.

The boundaries are those of nupunkt (Punkt with trained abbreviations, pure Python). A few
rules around it cover what newsroom copy does to a splitter: quotation marks glued to a
word on either side, missing spaces, titles before names, odd white space.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.models.config import SentenceConfig
from onrecord.models.lexicon.abbreviations import ABBREVIATIONS, BEFORE_NAMES
from onrecord.models.text.glued_headlines import glued_headlines
from onrecord.models.types import Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_OPENERS: Final = "“‘«„"
_CLOSERS: Final = "”’»"
_MARKS: Final = _OPENERS + _CLOSERS + "\"'"
_ODD_WHITE: Final = re.compile(r"[^\S ]")
_CLOSING: Final = re.compile(rf"[{_CLOSERS}\"']")
#: Opening marks; straight ones stand behind a gap, bracket, dash or stop and before a word. What
#: stands before a mark is asked once the mark is found, which is quick.
_OPENING: Final = re.compile(
    rf"[{_OPENERS}\"'](?:(?<=[{_OPENERS}])[{_OPENERS}]*"
    r"|(?:(?<=^.)|(?<=[\s(\[—–.?!,:;-].))[\"']*(?=[\w$£€(\[…]))"
)
_CONFIG: Final = SentenceConfig()
_LONG_TOKEN: Final = re.compile(rf"\S{{{_CONFIG.long_token},}}")
_TERMINAL: Final = re.compile(r"[.?!…]")
#: A stop with a capital glued on behind it ("said.We"), quotation marks between or not.
_GLUED: Final = re.compile(rf"[.?!](?<=[a-z\d)][.?!])(?:[{_MARKS}]+(?=[A-Z])|(?=[A-Z][a-z]*[,\s]))")
_ADDRESS_SIGNS: Final = ("/", "@", "www.")
_NUMBER_SIGN: Final = re.compile(r"\b(?:[Nn]os?|[Pp]|[Ff]igs?|[Cc]h|[Ss]ec)\.$")
#: "J.K." before Rowling, "U.N." before Ambassador; longer strings are mostly nouns.
_INITIALS: Final = re.compile(r"(?<![\w.])[A-Z]\.[A-Z]\.$")
_TITLE: Final = re.compile(rf"(?:^|[\s(\[{_MARKS}—-])(?:{'|'.join(sorted(BEFORE_NAMES))})\.$")
_STARTER: Final = re.compile(
    r"(?:The|An?|He|She|It|They|We|I|You|His|Her|Their|Its|This|That|These|Those|There|In|On|At|As"
    r"|But|And|For|If|When|While|After|Before|Since|Some|Many|Most|One|Such|What|Who|To|By|With)\b"
)
_FULL_STOP: Final = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{3,}}+[.?!][{_MARKS})\]]*+$")
_RUNS_ON: Final = re.compile(rf"[{_MARKS}(\[\s]*(?:[,;:)\]%]|[-–—]+\s)")
_LOWER: Final = re.compile(rf"[{_MARKS}(\[\s]*[a-z]")
_WORD: Final = re.compile(r"\w")


def sentence_spans(text: str, paragraph: Span, closing: AbstractSet[int]) -> list[Span]:
    """Spans of the sentences of one paragraph of `text`, in text order.

    `closing` holds the offsets of the characters known to close a quotation, which a straight
    mark does not show. The sentences cover the paragraph except for white space between
    them, and each holds a word unless the whole paragraph holds none.
    """
    start, end = paragraph
    line = text[start:end]
    stop = _TERMINAL.search(line)
    if stop is None or _WORD.search(line, stop.end()) is None:
        first, last = _tight(line, 0, len(line))
        return [(start + first, start + last)]
    marks = (match.start() for match in _CLOSING.finditer(line))
    closers = frozenset(i for i in marks if start + i in closing)
    found = (*_splitter_cuts(line, _shadow(line, closers)), *_glued_cuts(line))
    cuts = {_behind_closers(line, cut, closers) for cut in found}
    for first, last in glued_headlines(line):
        cuts = {cut for cut in cuts if not first <= cut < last}
    return [(start + first, start + last) for first, last in _sentences(line, sorted(cuts))]


def _shadow(line: str, closers: AbstractSet[int]) -> str:
    """`line`, character for character, with opening marks and odd white space as blanks."""

    def blank(match: re.Match[str]) -> str:
        return match[0] if match.start() in closers else " " * len(match[0])

    shadow = _OPENING.sub(blank, _ODD_WHITE.sub(" ", line)).replace("….", "x.")
    return _LONG_TOKEN.sub(lambda match: _TERMINAL.sub("-", match[0]), shadow)


@cache
def _splitter() -> "PunktSentenceTokenizer":
    from nupunkt import PunktSentenceTokenizer, load

    trained = load("default").parameters
    parameters = replace(trained, abbrev_types={"...", *ABBREVIATIONS})
    return PunktSentenceTokenizer(parameters, include_common_abbrevs=False)


def _splitter_cuts(line: str, shadow: str) -> Iterator[int]:
    """Starts of the splitter's sentences, before the opening marks that `shadow` hides."""
    for first, _ in _splitter().span_tokenize(shadow):
        cut = first
        while cut < len(shadow) and shadow[cut] == " ":
            cut += 1
        left = cut
        while left > 0 and shadow[left - 1] == " ":
            left -= 1
            if not line[left].isspace():
                cut = left
        yield cut


def _glued_cuts(line: str) -> Iterator[int]:
    """Boundaries without a space, before any marks between the two sentences."""
    for match in _GLUED.finditer(line):
        cut = match.start() + 1
        before = line[max(0, cut - _CONFIG.reach) : cut].rsplit(maxsplit=1)[-1]
        after = line[cut : match.end() + _CONFIG.reach].split(maxsplit=1)[0]
        if any(sign in before + after for sign in _ADDRESS_SIGNS):
            continue
        yield cut


def _behind_closers(line: str, cut: int, closers: AbstractSet[int]) -> int:
    """`cut` moved right over the closing marks that touch the sentence before it."""
    if cut and not line[cut - 1].isspace():
        while cut < len(line) and (cut in closers or line[cut] in _CLOSERS):
            cut += 1
    return cut


def _sentences(line: str, cuts: list[int]) -> Iterator[Span]:
    inner = [cut for cut in cuts if 0 < cut < len(line)]
    words = [_WORD.search(line, *piece) is not None for piece in _pieces(inner, len(line))]
    last_with_word = max((i for i, has_word in enumerate(words) if has_word), default=0)
    first, has_word = 0, False
    for number, cut in enumerate(inner):
        has_word = has_word or words[number]
        before = line[max(first, cut - _CONFIG.reach) : cut].rstrip()
        after = line[cut : cut + _CONFIG.reach]
        if has_word and number < last_with_word and _ends_sentence(before, after):
            yield _tight(line, first, cut)
            first, has_word = cut, False
    yield _tight(line, first, len(line))


def _pieces(inner: list[int], length: int) -> Iterator[Span]:
    return zip([0, *inner], [*inner, length], strict=True)


def _ends_sentence(before: str, after: str) -> bool:
    if _RUNS_ON.match(after) or _before_number_or_name(before, after):
        return False
    return _LOWER.match(after) is None or _FULL_STOP.search(before) is not None


def _before_number_or_name(before: str, after: str) -> bool:
    if after[0].isdigit():
        return _NUMBER_SIGN.search(before) is not None
    if _STARTER.match(after):
        return False
    return _INITIALS.search(before) is not None or _TITLE.search(before) is not None


def _tight(line: str, first: int, last: int) -> Span:
    while first < last and line[first].isspace():
        first += 1
    while last > first and line[last - 1].isspace():
        last -= 1
    return first, last
