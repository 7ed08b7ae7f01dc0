"""No regular expression takes more than linear time, whatever it is run on."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from tests.regexes import Expression, Pumped, expressions, pumped

pytestmark = pytest.mark.slow

#: A text for a first look: characters, and the least number of repetitions, which matters where
#: what is repeated is long. Work that grows with the square takes ten times `_FEW` seconds on it.
_LENGTH = 8_000
_REPEATED = 400
_FEW = 0.0003
#: What four times the text may take: 4 is linear, 16 quadratic. A first look, in which what grows
#: may be hidden by what doesn't, is stricter; what fails it is looked at again in longer texts.
_AT_A_GLANCE = 5.5
_MOST_GROWTH = 2.6**2
#: Looks at what seems to grow, by the processor's clock and by the wall's.
_LOOKS = {time.thread_time: 4, time.perf_counter: 12}
_RUNS = 3
#: Seconds after which nothing is waited for.
_PATIENCE = 0.25


class TooSlowError(Exception):
    """A pattern ran out of time; the engine looks for signals while it matches."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run(pattern: re.Pattern[Any], mode: str, text: str) -> None:
    data: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    if mode == "scan":
        for _ in pattern.finditer(data):
            pass
    else:
        getattr(pattern, mode)(data)


def finest_clock() -> Callable[[], float]:
    """The processor's clock, which other work leaves alone; the wall's where that ticks slowly."""
    end, seen = time.perf_counter() + 0.02, set()
    while time.perf_counter() < end:
        seen.add(time.thread_time())
    return time.thread_time if len(seen) > 100 else time.perf_counter


_CLOCK = finest_clock()


def seconds(pattern: re.Pattern[Any], mode: str, text: str) -> float:
    """How long one run takes."""
    start = _CLOCK()
    with patience(_PATIENCE):
        run(pattern, mode, text)
    return _CLOCK() - start


def is_linear(pattern: re.Pattern[Any], mode: str, pumped: Pumped) -> bool:
    """Whether four times the text takes about four times as long.

    Nearly all are told by one run. What seems to grow is run again, several times and on longer
    texts: other work on the machine makes runs slow, but not each time.
    """
    length = max(_LENGTH, _REPEATED * len(pumped.unit))
    try:
        long = seconds(pattern, mode, pumped.text(length))
        if long < _FEW:
            return True
        short = (seconds(pattern, mode, pumped.text(length // 4)) for _ in range(2))
        if long <= _AT_A_GLANCE * min(short):
            return True
    except TooSlowError:
        length //= 4
    for _ in range(_LOOKS[_CLOCK]):
        try:
            if growth(pattern, mode, pumped, length) <= _MOST_GROWTH:
                return True
        except TooSlowError:
            length = max(1, length // 2)
    return False


def growth(pattern: re.Pattern[Any], mode: str, pumped: Pumped, length: int) -> float:
    """How many times as long four times the text takes; the quickest of some runs counts."""
    short = min(seconds(pattern, mode, pumped.text(length)) for _ in range(_RUNS))
    enough = 4.5 * short
    long = float("inf")
    for _ in range(_RUNS):
        long = min(long, seconds(pattern, mode, pumped.text(4 * length)))
        if long <= enough:
            break
    return long / max(short, 1e-6)


def slow_input(expression: Expression) -> tuple[str, Pumped] | None:
    """A mode and a text for which the expression takes more than linear time."""
    return next(
        (
            (mode, text)
            for text in pumped(expression.pattern)
            for mode in expression.modes
            if not is_linear(expression.pattern, mode, text)
        ),
        None,
    )


@pytest.mark.parametrize(
    ("pattern", "mode", "linear"),
    [
        (r"(a|b)*c", "match", True),
        (r"(?:<!--.*?-->\s*)*<html", "match", False),
        (r"(a+)+b", "match", False),
        (r"\s*,?\s*$", "scan", False),
        (r"\s*,?\s*$", "match", False),
        (r"\s*,?\s*x", "match", False),
        (r"(?>\s*),?\s*x", "match", True),
        (r"<!--.*?-->", "scan", False),
        (r"<a[^<>]*>", "scan", True),
        (r"(?i)(?:mr|dr)\.\s+[A-Z]", "match", True),
        (r"(?=\s*\w*\s*:)x", "match", False),
        (r"one of\s+(?:\w+\s+)?x", "match", True),
        (r"\w+\s*:", "scan", False),
        (r"\b\w+:", "scan", True),
        (r"^\w+:", "scan", True),
        # Much linear work beside what grows.
        (r"(?i)\b(?:alpha|beta|gamma|delta|\w)*?(?:one|two|three)\b|(?:\s*,)?\s*$", "scan", False),
        # What is repeated is long.
        (r"(?:a wording of some forty characters or so, )+x", "scan", False),
        (r"(?:[a-z]+ wording of some forty characters, )+x", "scan", False),
        (r"(?:“[^”]*” )*—", "scan", False),
        # What is wanted stands at the end, behind what several parts can match.
        (r"(\w+\s?)+,", "match", False),
        (r"(\w+\s)+,", "match", True),
        (r"\w*\d*x", "match", False),
        (r".*?,.*?;", "match", False),
        (r"(?<=a)\s+(?:b|\s+c)", "scan", False),
        (r"x*y", "scan", False),
        (r"(?<!x)x+y", "scan", True),
    ],
)
def test_slow_patterns_are_found(pattern: str, mode: str, linear: bool) -> None:
    expression = Expression("here", re.compile(pattern), (mode,))
    assert (slow_input(expression) is None) is linear


#: Parts that the expressions are tested in.
PARTS = 8


@cache
def every() -> list[Expression]:
    """All expressions; to find them takes seconds."""
    return expressions()


def test_all_are_found() -> None:
    places = {expression.place for expression in every()}
    assert len(places) > 150
    assert {
        "audit.ingest.formats:_PAGE",
        "audit.segment.datelines:_DATELINES",
    } <= places


@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_takes_more_than_linear_time(part: int) -> None:
    inputs = [(expression.place, slow_input(expression)) for expression in every()[part::PARTS]]
    assert not [(place, found) for place, found in inputs if found is not None]
