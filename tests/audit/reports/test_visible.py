"""Text that can neither steer a terminal nor break a page."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.reports.visible import one_line, visible, visible_in_terminal
from tests.audit.reports.hostile import CONTROLS, ESCAPE, RIGHT_TO_LEFT

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@settings(deadline=None)
@given(ANY_TEXT)
def test_no_control_character_is_left(text: str) -> None:
    left = {c for c in visible(text) if unicodedata.category(c) in ("Cc", "Cs")}
    assert left <= {"\n", "\t"}


@settings(deadline=None)
@given(ANY_TEXT)
def test_offsets_still_hold(text: str) -> None:
    assert len(visible(text)) == len(text)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_terminal_is_given_nothing_that_turns_direction(text: str) -> None:
    turning = {"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"} - {
        "R",
        "AL",
    }
    assert not {unicodedata.bidirectional(c) for c in visible_in_terminal(text)} & turning


@settings(deadline=None)
@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ESCAPE, "␛[2J␛[31mred␛]0;owned␇"),
        (CONTROLS, "nul␀bell␇c1\ufffd31m"),
        ("one\r\ntwo\u2028three", "one \ntwo three"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("Grüße, 👩‍👧 и \u200bдрузья", "Grüße, 👩‍👧 и \u200bдрузья"),
    ],
)
def test_controls_are_shown(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_overrides_of_direction_are_named_in_a_terminal() -> None:
    assert visible_in_terminal(RIGHT_TO_LEFT) == "‹RLO›gnorw yaw eht‹PDF›"
