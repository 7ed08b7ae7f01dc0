"""Genres, on texts of our own and on the development articles, which were labelled by hand."""

import json
from pathlib import Path

import pytest

from onrecord.audit import Auditor, Document
from onrecord.audit.segment.tell_genre import warnings_of
from onrecord.models.tagger import shipped_weights
from tests.models.forms.test_find_forms import HEARING, QUESTIONS

pytestmark = pytest.mark.slow

LABELS = Path(__file__).resolve().parents[2] / "fixtures" / "genres.txt"
NEWS = (
    "BRACKWATER — The council will close the pier in May, Mayor Ada Fosse said on Monday. “It was "
    "a hard choice,” she said.\n\nThe pier has stood since 1911."
)
TEXTS = {
    "news": NEWS,
    "opinion": (
        "I have walked on the pier every day of my life. Let’s be honest: we let it rot. I would "
        "rather pay for a pier than for another roundabout, and my neighbors would, too."
    ),
    "interview": QUESTIONS,
    "live blog": (
        "Storm Ola\n\n11:02 a.m.: The bridge is closed.\n\n10:40 a.m.: Ferries are late.\n\n"
        "9:15 a.m.: Power is out in the harbor."
    ),
    "letter": "To the editor:\n\nYour report on the pier missed the point.\n\nAda Fosse, Hale",
    "press release": (
        "FOR IMMEDIATE RELEASE\n\nFosse Marine opens a new yard in Brackwater on Monday.\n\n"
        "Media contact: press@fosse.example"
    ),
    "review": "The Pier, a play in two acts, opened on Friday.\n\n★★★☆☆\n\nThe sea is in it.",
    "other": "\n".join(f"Harbor link number {n}" for n in range(12)),
}


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    if not (shipped_weights() / "model.safetensors").is_file():
        pytest.skip("the trained weights are not in this checkout")
    return Auditor.load()


@pytest.mark.parametrize("genre", TEXTS)
def test_the_text_tells_its_genre(auditor: Auditor, genre: str) -> None:
    article = auditor(TEXTS[genre]).article
    assert (article.genre, article.genre_from) == (genre, "text")


def test_a_hearing_is_told_by_its_turns(auditor: Auditor) -> None:
    assert auditor(HEARING).article.genre == "interview"


@pytest.mark.parametrize(
    ("genre", "known"),
    [
        ("opinion", {"section": "Comment"}),
        ("opinion", {"title": "OPINION: Save the pier"}),
        ("live blog", {"url": "https://harbor.example/live-blog/storm"}),
        ("analysis", {"genre": "analysis"}),
        ("analysis", {"url": "https://factcheck.harbor.example/p/was-the-pier-safe"}),
        ("analysis", {"url": "https://harbor.example/fact-check/pier"}),
        ("press release", {"url": "https://harbor-university.example/announcements/pier"}),
    ],
)
def test_what_is_declared_goes_before_the_text(
    auditor: Auditor, genre: str, known: dict[str, str]
) -> None:
    article = auditor.audit(Document(id="pier", text=NEWS, **known)).article
    assert (article.genre, article.genre_from) == (genre, "declared")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("7 key questions about the pier", "analysis"),
        ("Five years on: 3 things to know about the pier", "news"),
        ("The pier, explained", "analysis"),
        ("7 boats sink at the pier", "news"),
    ],
)
def test_a_headline_that_explains(auditor: Auditor, title: str, genre: str) -> None:
    article = auditor.audit(Document(id="pier", text=NEWS, title=title)).article
    assert (article.genre, article.genre_from) == (genre, "text")


def test_what_is_no_journalism_or_very_short_is_said_once() -> None:
    assert warnings_of("news", 500) == []
    assert len(warnings_of("other", 500)) == len(warnings_of("press release", 500)) == 1
    assert warnings_of("news", 12) == [
        "The text has 12 words only, so that its sources are less certain."
    ]


def test_news_of_the_development_set_is_told_as_news(auditor: Auditor, shared: Path) -> None:
    """Opinion and analysis without a label are often taken for news; docs/evaluation.md says so."""
    lines = (line.split(maxsplit=1) for line in LABELS.read_text().splitlines())
    genres = dict(lines)
    rows = map(json.loads, (shared / "news" / "dev.jsonl").open(encoding="utf-8"))
    documents = [Document(id=r["id"], text=r["text"], title=r["title"], url=r["url"]) for r in rows]
    told = {audit.article.id: audit.article.genre for audit in auditor.audit_many(documents)}
    news = [id for id, genre in genres.items() if genre == "news"]
    assert sum(told[id] == "news" for id in news) >= 0.95 * len(news)
    assert sum(told[id] == genre for id, genre in genres.items()) >= 0.7 * len(genres)


@pytest.mark.parametrize("url", ["https://harbor.example", "https://opinion.example/a", "harbor"])
def test_an_address_that_declares_nothing(auditor: Auditor, url: str) -> None:
    article = auditor.audit(Document(id="pier", text=NEWS, url=url)).article
    assert (article.genre, article.genre_from) == ("news", "text")
