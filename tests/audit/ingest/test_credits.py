"""Titles, authors and bylines as pages hold them."""

import pytest

from onrecord.audit.ingest.credits import clean_authors, clean_byline, clean_title


@pytest.mark.parametrize(
    ("title", "site", "headings", "clean"),
    [
        (
            "Reservoir to be drained | The Penfold Post",
            "The Penfold Post",
            [],
            "Reservoir to be drained",
        ),
        ("Reservoir to be drained - Penfold", "Penfold Post", [], "Reservoir to be drained"),
        ("A dam - a life - Post - News of it", "Post - News of it", [], "A dam - a life"),
        (
            "Post | Local: Reservoir to be drained",
            "Post",
            ["Reservoir to be drained"],
            "Reservoir to be drained",
        ),
        ("A dam — and a life", "The Penfold Post", [], "A dam — and a life"),
        ("Opinion | A dam for life", "The Penfold Post", ["Menu"], "Opinion | A dam for life"),
        (None, "The Penfold Post", ["Menu"], None),
    ],
)
def test_titles(title: str | None, site: str, headings: list[str], clean: str | None) -> None:
    assert clean_title(title, site, headings) == clean


@pytest.mark.parametrize(
    ("authors", "clean"),
    [
        ("LIA BRANDT", "Lia Brandt"),
        ("LIA O’NEILL-ROE; Lia Brandt", "Lia O’Neill-Roe; Lia Brandt"),
        ("Lia Brandt; LIA BRANDT", "Lia Brandt"),
        ("Lia Brandt; AP Science Writer", "Lia Brandt"),
        ("LIA BRANDT Associated Press", "Lia Brandt"),
        ("Lia Brandt; The Penfold Post", "Lia Brandt"),
        ("The Penfold Post", "The Penfold Post"),
        ("4 Min Read", None),
        ("Username", None),
        ("admin; Lia Brandt", "Lia Brandt"),
        ("AFP", "AFP"),
        (None, None),
    ],
)
def test_authors(authors: str | None, clean: str | None) -> None:
    assert clean_authors(authors, "The Penfold Post") == clean


@pytest.mark.parametrize(
    ("byline", "authors", "clean"),
    [
        (
            "By Lia Brandt Staff Writer Nov. 19, 2024 5:50 PM Facebook Twitter Share",
            "Lia Brandt",
            "By Lia Brandt",
        ),
        ("By Lia Brandt Lia Brandt The Post Biography @lia", "Lia Brandt", "By Lia Brandt"),
        (
            "By LIA BRANDT and Tom Roe Associated Press",
            "Lia Brandt; Tom Roe",
            "By LIA BRANDT and Tom Roe",
        ),
        ("By Lia Brandt | The Post", None, "By Lia Brandt"),
        ("by Lia Brandt — March 4, 2024", "Ann Lee", "by Lia Brandt"),
        ("By Lia Brandt Updated: 18 Nov 2024", None, "By Lia Brandt"),
        ("By Lia Brandt, Science Correspondent", None, "By Lia Brandt, Science Correspondent"),
        ("By 4 Min Read", None, None),
    ],
)
def test_bylines(byline: str, authors: str | None, clean: str | None) -> None:
    assert clean_byline(byline, authors) == clean
