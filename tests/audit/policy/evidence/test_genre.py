"""Columns, and reports of matches: by where they stand, by what they say, by their voice."""

import pytest

from onrecord.audit.policy.evidence.genre import is_column, is_match_report
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import FILLER, LUND, draft

NEWS = "{1s|Ada Lund} {1c|said} {1q|the bridge was closed}.\n\n" + FILLER


def read(marked: str = NEWS, **metadata: str) -> Reading:
    audit, text = draft(marked, {"s1": LUND}, "s1" if "{1" in marked else "", **metadata)
    return Reading(audit, TextView(text))


def test_news_is_neither() -> None:
    assert not is_column(read(section="Local", url="https://example.org/news/bridge"))
    assert not is_match_report(read(section="Local", url="https://example.org/news/bridge"))


@pytest.mark.parametrize(
    "metadata",
    [
        {"section": "Opinion"},
        {"genre": "editorial"},
        {"url": "https://example.org/commentisfree/2024/bridge"},
        {"url": "https://example.org/blogs/bridge"},
    ],
)
def test_what_is_filed_under_opinion_is_a_column(metadata: dict[str, str]) -> None:
    assert is_column(read(**metadata))


@pytest.mark.parametrize(
    "metadata",
    [
        {"genre": "live blog"},
        {"url": "https://example.org/a/b/c/opinion"},
        {"section": "Reviewers"},
    ],
)
def test_what_only_sounds_so_is_none(metadata: dict[str, str]) -> None:
    assert not is_column(read(**metadata))


def test_a_text_that_says_so_is_a_column() -> None:
    assert is_column(read(NEWS + "\n\nThe views expressed here are the writer's own."))
    assert is_column(read(title="OPINION: Close the bridge"))
    assert not is_column(read(title="Public opinion turns on the bridge"))


def test_a_writer_who_speaks_of_herself_writes_a_column() -> None:
    mine = "I crossed the bridge. My neighbour and I saw rust, and you would see it, too."
    assert is_column(read(f"{NEWS}\n\n{mine}"))
    assert not is_column(read(f"{NEWS}\n\n“{mine}”"))
    assert not is_column(read(f"{NEWS}\n\nI crossed the old bridge."))
    assert not is_column(read("\n\n".join([NEWS, *[FILLER] * 3, mine])))


def test_sport_is_a_section_a_genre_or_a_folder() -> None:
    assert is_match_report(read(section="Football"))
    assert is_match_report(read(url="https://example.org/sport/cup-final"))
    assert not is_match_report(read(url="https://sport.example.org/news/cup-final"))
    assert not is_match_report(read(section="Transport"))
