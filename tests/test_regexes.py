"""No regular expression takes more than linear time, whatever it is run on."""

import math
import re
import signal
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.regexes import Expression, Pumped, expressions, pumped

#: Characters of a first try, and seconds (of the processor) that no linear one takes.
_LENGTH = 4_000
_FEW = 0.0005
_LONGEST = 32_000
#: Seconds that are enough to judge growth by, since some clocks of the processor tick only every
#: four milliseconds; and seconds after which nothing is waited for.
_ENOUGH = 0.06
_PATIENCE = 1.0
_MOST_GROWTH = 2.6
_TRIES = 5
_ENOUGH_TRIES = 2
_LOOKS = 2


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


def seconds(pattern: re.Pattern[Any], mode: str, text: str) -> float:
    start = time.process_time()
    with patience(_PATIENCE):
        run(pattern, mode, text)
    return time.process_time() - start


def is_linear(pattern: re.Pattern[Any], mode: str, pumped: Pumped) -> bool:
    """Whether twice the text takes no more than about twice as long.

    Most are told by one run or two; only what seems to grow is looked at closely, since other work
    on the machine, and its clock, make a few runs look slow, or quick.
    """
    length, passed = _LENGTH, 0
    for number in range(_TRIES):
        try:
            if number == 0:
                long = seconds(pattern, mode, pumped.text(length))
                if long < _FEW:
                    return True
                if long <= _MOST_GROWTH * seconds(pattern, mode, pumped.text(length // 2)):
                    return True
            while seconds(pattern, mode, pumped.text(4 * length)) < _ENOUGH:
                if length > _LONGEST:
                    return True
                length *= 2
            passed += growth(pattern, mode, pumped, length) <= _MOST_GROWTH
        except TooSlowError:
            continue
        if passed == _ENOUGH_TRIES:
            return True
    return False


def growth(pattern: re.Pattern[Any], mode: str, pumped: Pumped, length: int) -> float:
    """How many times as long twice the text takes; four times the text tells more surely."""
    short = statistics.median(seconds(pattern, mode, pumped.text(length)) for _ in range(3))
    long = seconds(pattern, mode, pumped.text(4 * length))
    return math.sqrt(long / max(short, 1e-6))


def slow_input(expression: Expression) -> tuple[str, Pumped] | None:
    """A mode and a text for which the expression takes more than linear time."""
    return next(
        (
            (mode, text)
            for text in pumped(expression.pattern)
            for mode in expression.modes
            # What seems slow is looked at again: what is slow is so each time.
            if not any(is_linear(expression.pattern, mode, text) for _ in range(_LOOKS))
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
    ],
)
def test_slow_patterns_are_found(pattern: str, mode: str, linear: bool) -> None:
    expression = Expression("here", re.compile(pattern), (mode,))
    # One look may miss what is slow while other work slows the shorter run as well.
    looks = 1 if linear else 5
    assert any(slow_input(expression) for _ in range(looks)) is not linear


EXPRESSIONS = expressions()


def test_all_are_found() -> None:
    places = {expression.place for expression in EXPRESSIONS}
    assert len(places) > 150
    assert {
        "audit.ingest.formats:_PAGE",
        "audit.segment.datelines:_DATELINES",
    } <= places


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda expression: expression.place)
def test_no_pattern_takes_more_than_linear_time(expression: Expression) -> None:
    assert slow_input(expression) is None
