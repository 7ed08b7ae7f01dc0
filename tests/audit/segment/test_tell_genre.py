"""Genres, on texts of our own and on the development articles, which were labelled by hand."""

import json
from pathlib import Path

import pytest

from onrecord.audit import Auditor, Document
from onrecord.audit.assemble import assemble
from onrecord.audit.segment.tell_genre import warnings_of
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


FICTION = (
    "Chapter One\n\nNobody had ever crossed the Brackwater in winter, and Ada did not mean to be "
    "the first. She should have turned back at the mill. “You will drown,” the ferryman said. "
    "“Perhaps,” she said, and stepped on the ice.\n\n"
    + "It held. It always holds at first, her father used to say, and that is why it kills. The "
    "wind came down from the moor and took her hat, and she laughed, because what does one need "
    "a hat for in the middle of a river? " * 3
)
PAGE_OF_REFERENCE = (
    "Brackwater Pier is a pleasure pier in Brackwater. It is 212 metres long and was built by "
    "the engineer Ole Strand, who according to the historian Mia Tange never saw it.\n\n"
    "Etymology\n\n"
    + "The name means the place where salt water meets fresh. It is not known when the town was "
    "named, nor why. Some of the older maps have another name. "
    * 5
    + "\n\nReferences\n\nTange, M.: Piers of the coast."
)
#: Long enough to be told by their wording; none of them has a sign of its genre.
WORDED = {
    "opinion": (
        "The council is about to make a mistake that this town will regret for decades. Closing "
        "the pier is not prudence. It is surrender. Nobody denies that the piles are old; what "
        "nobody at city hall can explain is why a town that found money for a roundabout cannot "
        "find it for the one place that everybody loves.\n\nMayor Ada Fosse says there is no "
        "alternative. Of course there is. Other towns have repaired piers that were far worse, "
        "and they did not need a consultant to tell them how. Is it really too much to ask that "
        "somebody look at the figures before the diggers come? The truth is that the council "
        "never wanted the pier, because a pier earns nothing and a parking lot does.\n\nThat is "
        "not leadership, and voters should not mistake it for thrift. A town is more than its "
        "accounts. If the pier goes, so does the last reason to walk down to the water, and no "
        "ribbon cut by no mayor will ever bring it back. The council must think again."
    ),
    "news": (
        "BRACKWATER — The city council voted 5-2 on Monday night to close the Brackwater pier in "
        "May, after an engineering report found that a third of its piles had rotted.\n\nMayor "
        "Ada Fosse told reporters after the vote that the city had no choice. “It was a hard "
        "decision,” she said.\n\nThe report, which was delivered in March by the engineering firm "
        "Pell & Strand, said repairs would cost $4.2 million. Council members Jon Ruud and Mia "
        "Tange voted against the closing. Ruud said the city had spent as much on a roundabout "
        "last year.\n\nAbout 60 people attended the meeting, which lasted four hours on Monday. "
        "Police removed two of them. The pier, which was built in 1911, was closed for six months "
        "in 1987 after a storm, and has been repaired three times since, according to city "
        "records. Demolition is scheduled to begin on May 12, officials said. The council will "
        "meet again on Thursday to discuss the contract."
    ),
}


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor.load()


@pytest.mark.parametrize("genre", TEXTS)
def test_the_text_tells_its_genre(auditor: Auditor, genre: str) -> None:
    article = auditor(TEXTS[genre]).article
    assert (article.genre, article.genre_from) == (genre, "text")


@pytest.mark.parametrize("genre", WORDED)
def test_wording_tells_a_genre_without_signs(auditor: Auditor, genre: str) -> None:
    article = auditor.audit(Document(id="pier", text=WORDED[genre], title="The pier")).article
    assert (article.genre, article.genre_from) == (genre, "text")


def test_without_weights_only_signs_tell(auditor: Auditor) -> None:
    document = Document(id="pier", text=WORDED["opinion"], title="The pier")
    (found,) = auditor.tagger.analyse([document.text])
    article = assemble(document, found, model=auditor.model, policy=auditor.policy).article
    assert article.genre == "news"


@pytest.mark.parametrize("text", [FICTION, PAGE_OF_REFERENCE])
def test_what_is_no_journalism_is_not_told_by_wording(auditor: Auditor, text: str) -> None:
    assert auditor(text).article.genre == "other"


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
    """Analysis without a label is often taken for news; docs/evaluation.md says how often."""
    lines = (line.split(maxsplit=1) for line in LABELS.read_text().splitlines())
    genres = dict(lines)
    rows = map(json.loads, (shared / "news" / "dev.jsonl").open(encoding="utf-8"))
    documents = [Document(id=r["id"], text=r["text"], title=r["title"], url=r["url"]) for r in rows]
    told = {audit.article.id: audit.article.genre for audit in auditor.audit_many(documents)}
    news = [id for id, genre in genres.items() if genre == "news"]
    assert sum(told[id] == "news" for id in news) >= 0.95 * len(news)
    assert sum(told[id] == genre for id, genre in genres.items()) >= 0.78 * len(genres)


@pytest.mark.parametrize("url", ["https://harbor.example", "https://opinion.example/a", "harbor"])
def test_an_address_that_declares_nothing(auditor: Auditor, url: str) -> None:
    article = auditor.audit(Document(id="pier", text=NEWS, url=url)).article
    assert (article.genre, article.genre_from) == ("news", "text")
