"""Time and memory of an analysis grow with the text, whatever it holds.

The network is left out: it reads window by window.
"""

import time
from itertools import count, islice

import pytest

from onrecord.models.tagger import Tagger
from tests.models.reading import tagger_by_words

pytestmark = pytest.mark.slow

#: What an analysis of four times the text may take; a clock is no finer.
FOUR_TIMES = 5.4
LENGTH = 8_000


def called(number: int) -> str:
    """A name that no other number gives."""
    parts = [
        ("bcdfgklmnprstvz"[number // 75**i % 15], "aeiou"[number // 75**i % 5]) for i in (0, 1)
    ]
    return "".join(map("".join, parts)).capitalize() + "ley"


def sentences(form: str, length: int) -> str:
    """So many characters of a sentence, {0} and {1} in it names that change."""
    filled = (form.format(called(n), called(7 * n + 3)) for n in count())
    return "".join(islice(filled, length // len(form) + 1))[:length]


SENTENCES = {
    "one surname": "{0} Smith said it was bad. ",
    "names": "{0} {1} said the town was bad. ",
    "pairs of names": "{0} and {1} said it was bad. ",
    "one pronoun": "He said it was bad. ",
    "grants": "An aide who spoke on condition of anonymity said that {0} was bad. ",
    "members": "One of the officials said it was bad. Three officials agreed. ",
    "commas": "a, ",
    "quotation marks": "“",
    "quotations": "“a” ",
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return tagger_by_words()


def seconds(tagger: Tagger, text: str) -> float:
    start = time.process_time()
    tagger.analyse([text])
    return time.process_time() - start


@pytest.mark.parametrize("form", SENTENCES.values(), ids=SENTENCES)
def test_time_grows_with_the_text(tagger: Tagger, form: str) -> None:
    short, long = sentences(form, LENGTH), sentences(form, 4 * LENGTH)
    tagger.analyse([long[:1000]])
    ratios = (seconds(tagger, long) / seconds(tagger, short) for _ in range(5))
    assert any(ratio < FOUR_TIMES for ratio in ratios)
