"""Finding quoted words in a text, also after an edit; quoting words of a text.

As in the W3C's text-quote selector, words are found by what they are and by what stands around
them. White space and the shapes of quotation marks and dashes make no difference.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from onrecord.audit.decisions.types import Quote
from onrecord.models.config import QuoteConfig
from onrecord.models.text.words import WORD
from onrecord.models.types import Span

_BLANK: Final = re.compile(r"\s+")
_SHAPES: Final = str.maketrans("“”„«»‘’‚‛–—\u2212", '"""""' + "''''" + "---")
#: How many steps a window is first moved and stretched by, per side.
_STEPS: Final = 20


class Match(NamedTuple):
    """Where quoted words stand; `changed`: they or what stands around them are others now."""

    span: Span
    changed: bool


class NoMatchError(Exception):
    """Quoted words that can't be told in a text; the message says why, as the end of a sentence."""


class _Place(NamedTuple):
    """A stretch of the even text that may be meant, and how alike it is (0 to 1).

    own: of the words; whole: of the words with what stands around.
    """

    start: int
    end: int
    own: float
    whole: float
    beside: bool


class QuoteFinder:
    """Looks quoted words up in one text."""

    def __init__(self, text: str, config: QuoteConfig | None = None) -> None:
        self._config = config or QuoteConfig()
        self._even, self._offsets = _evened(text)
        self._words = [match.span() for match in WORD.finditer(self._even)]

    def find(self, quote: Quote) -> Match:
        """Where the words of `quote` stand; offsets into the text.

        Raises:
            NoMatchError: nowhere, or in several places alike.
        """
        exact, prefix, suffix = _even(quote.exact).strip(), *_context(quote)
        verbatim = [self._place(at, exact, prefix, suffix, 1.0) for at in self._all(exact)]
        intact = [p for p in verbatim if self._is_intact(p, prefix, suffix)]
        if len(intact) == 1:
            return Match(self._span(intact[0]), False)
        if len(intact) > 1:
            raise NoMatchError(
                f"these words occur {len(intact)} times with the same text around them"
            )
        count = sum(1 for _ in WORD.finditer(exact))
        if len(verbatim) == 1 and count >= self._config.sure_words:
            return Match(self._span(verbatim[0]), True)
        places = verbatim
        if count < self._config.fuzzy_words:
            places = [place for place in verbatim if place.beside]
        elif len(exact) <= self._config.longest:
            places = [*verbatim, *self._like(exact, prefix, suffix, count)]
        return Match(self._span(self._best(places)), True)

    def _best(self, places: list[_Place]) -> _Place:
        """The one place that is alike enough."""
        config = self._config
        alike = [p for p in places if p.own >= config.alike and p.whole >= config.alike_around]
        if not alike:
            raise NoMatchError("these words are no longer in the text")
        best = max(alike, key=lambda p: (p.whole, p.own))
        for place in places:
            apart = place.end <= best.start or place.start >= best.end
            if apart and place.whole > best.whole - config.margin:
                raise NoMatchError("several passages match these words equally well")
        return best

    def _all(self, exact: str) -> Iterator[Span]:
        """Where `exact` stands word for word, cutting no word."""
        at = self._even.find(exact)
        while at >= 0:
            end = at + len(exact)
            cut = _joins(self._even[max(0, at - 1) : at], exact[:1])
            if not cut and not _joins(exact[-1:], self._even[end : end + 1]):
                yield at, end
            at = self._even.find(exact, at + 1)

    def _is_intact(self, place: _Place, prefix: str, suffix: str) -> bool:
        start, end, even = place.start, place.end, self._even
        # Who writes a quote by hand leaves out the blank between.
        start -= even[start - 1 : start] == " "
        end += even[end : end + 1] == " "
        before = even.endswith(prefix.rstrip(), 0, start)
        return before and even.startswith(suffix.lstrip(), end)

    def _place(self, at: Span, exact: str, prefix: str, suffix: str, own: float) -> _Place:
        from rapidfuzz.distance import Indel

        start, end = at
        before = self._even[max(0, start - len(prefix)) : start]
        after = self._even[end : end + len(suffix)]
        left = Indel.normalized_similarity(prefix, before)
        right = Indel.normalized_similarity(suffix, after)
        length = len(exact) + len(prefix) + len(suffix)
        whole = (len(exact) * own + len(prefix) * left + len(suffix) * right) / length
        beside = bool(prefix and before == prefix) or bool(suffix and after == suffix)
        return _Place(start, end, own, whole, beside)

    def _like(self, exact: str, prefix: str, suffix: str, count: int) -> Iterator[_Place]:
        """The stretches that are most like `exact`, of `count` words, none overlapping another."""
        from rapidfuzz.distance import Indel

        even, words = self._even, self._words
        last = len(words) - 1

        def likeness(first: int, length: int) -> float:
            end = words[min(last, first + length - 1)][1]
            return Indel.normalized_similarity(exact, even[words[first][0] : end])

        def place(first: int, length: int) -> _Place:
            span = words[first][0], words[min(last, first + length - 1)][1]
            return self._place(span, exact, prefix, suffix, likeness(first, length))

        rough = [(likeness(first, count), first) for first in range(len(words))]
        rough.sort(key=lambda one: (-one[0], one[1]))
        taken: list[int] = []
        for _, first in rough:
            if len(taken) == self._config.places:
                break
            if all(abs(first - other) >= count for other in taken):
                taken.append(first)
                yield _closest(place, first, count, last)

    def _span(self, place: _Place) -> Span:
        return self._offsets[place.start], self._offsets[place.end - 1] + 1

    def quote(self, text: str, span: Span) -> Quote:
        """A quote of ``text[span]``, of the text that the finder is for, with its surroundings."""
        around = self._config.context
        return Quote(
            exact=text[span[0] : span[1]],
            prefix=text[max(0, span[0] - around) : span[0]],
            suffix=text[span[1] : span[1] + around],
        )


def _closest(place: Callable[[int, int], _Place], first: int, count: int, last: int) -> _Place:
    """The most alike place around word `first`, first by long steps, then by shorter ones."""
    best, start, length = place(first, count), first, count
    step = max(1, count // _STEPS)
    reach = max(1, count // 2)
    while True:
        middle, end = start, start + length
        for begin in range(max(0, middle - reach), min(last, middle + reach) + 1, step):
            for stop in range(end - reach, end + reach + 1, step):
                if begin < stop <= last + 1:
                    found = place(begin, stop - begin)
                    if found.whole > best.whole:
                        best, start, length = found, begin, stop - begin
        if step == 1:
            return best
        step, reach = max(1, step // 4), step


def _context(quote: Quote) -> tuple[str, str]:
    return _even(quote.prefix), _even(quote.suffix)


def _even(text: str) -> str:
    return _BLANK.sub(" ", text.translate(_SHAPES))


def _evened(text: str) -> tuple[str, "array[int]"]:
    """`text` as `_even` makes it, and the offset in `text` of each of its characters."""
    pieces: list[str] = []
    offsets = array("l")
    done = 0
    for blank in _BLANK.finditer(text):
        pieces += [text[done : blank.start()], " "]
        offsets.extend(range(done, blank.start() + 1))
        done = blank.end()
    pieces.append(text[done:])
    offsets.extend(range(done, len(text)))
    return "".join(pieces).translate(_SHAPES), offsets


def _joins(before: str, after: str) -> bool:
    """Whether two characters would be in one word."""
    return bool(before and after and WORD.fullmatch(before + after))
