"""What a reporter plainly saw needs no source."""

import pytest

from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.policy.evidence.scene import has_dateline, is_scene
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import draft

DATELINE = "HARLOW (Reuters) - "
SEEN = "Farmers stood in the road, waved flags and chanted."


def scene(paragraph: str, before: str = "") -> bool:
    audit, text = draft(before + paragraph, {}, "")
    reading = Reading(audit, TextView(text))
    return is_scene(reading, (len(before), len(text)))


@pytest.mark.parametrize(
    "moment",
    [
        "On a recent morning the shop was open.",
        "One rainy Tuesday a queue went round the block.",
        "Late on a cold evening the lights went out.",
        "A reporter visited the mill.",
        "The mill, visited on Monday, was shut.",
    ],
)
def test_a_moment_makes_a_scene(moment: str) -> None:
    assert scene(moment)


@pytest.mark.parametrize(
    "sentence", ["On Tuesday the council met.", "The vote was late in the evening.", SEEN]
)
def test_a_date_or_what_was_seen_alone_makes_none(sentence: str) -> None:
    assert not scene(sentence)


def test_below_a_dateline_what_was_seen_makes_a_scene() -> None:
    before = f"{DATELINE}The council met.\n\n"
    assert scene(SEEN, before)
    assert scene("Farmers stood in the road in silence.", before)
    assert not scene("Farmers stood in the road.", before)


def test_a_dateline_counts_at_the_top_alone() -> None:
    lines = [f"Line {number} of the article goes here." for number in range(6)]
    for place in range(len(lines)):
        here = [DATELINE + line if i == place else line for i, line in enumerate(lines)]
        audit, text = draft("\n\n".join(here), {}, "")
        assert has_dateline(Reading(audit, TextView(text))) == (place < 5)
