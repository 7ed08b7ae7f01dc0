"""What sources are called."""

import pytest

from onrecord.models.config import NamingConfig
from onrecord.models.sources.naming import _body, _document, _head_phrase
from onrecord.models.tagger import Tagger


@pytest.mark.parametrize(
    ("mention", "phrase"),
    [
        ("The Kremlin", "The Kremlin"),
        ("the Vale campaign, which is short of money", "the Vale campaign"),
        ("Parliament", "Parliament"),
        # A capital that only begins the sentence names nobody.
        ("The report", None),
        ("Its board", None),
        ("a report", None),
        ("It", None),
    ],
)
def test_a_phrase_that_holds_a_name(mention: str, phrase: str | None) -> None:
    assert _head_phrase(mention, NamingConfig()) == phrase


@pytest.mark.parametrize(
    ("phrase", "document"),
    [
        ("a new Marsh Institute poll", "Marsh Institute poll"),
        ("the Marsh Institute poll released on Monday", "Marsh Institute poll"),
        ("data from the Office of Dam Safety", "data from the Office of Dam Safety"),
        ("a 29-page indictment", "indictment"),
        ("the district’s annual report", "district’s annual report"),
        ("A report last year by the Marsh Safety Board", "Marsh Safety Board report"),
        ("the most recent data available from the FBI", "FBI data"),
        ("Another recent Vale/Marsh Journal poll", "Vale/Marsh Journal poll"),
        ("a New Harlan Times report", "New Harlan Times report"),
        ("The 2016 GOP platform", "2016 GOP platform"),
        ("An April Quillon/Orsay News poll", "Quillon/Orsay News poll"),
    ],
)
def test_a_document_is_called_by_what_it_is_and_whose(phrase: str, document: str) -> None:
    assert _document(phrase) == document


DRAFT = """Reyes Says Dam Will Hold

HARLAN FALLS — “The dam will hold,” Reyes said on Monday.

Owen Reyes, who runs the water district, said that repairs would begin in May. Mr. Reyes said that
nobody had asked him for the report. His lawyer, Ida Tull, said that he would not resign.

“Nobody listens to him,” said Mayor Dana Kettering. Kettering said that the council would vote.
"""


def test_a_source_has_the_fullest_name_that_the_article_gives() -> None:
    (analysis,) = Tagger.load().analyse([DRAFT])
    names = [s.name for s in analysis.sources if s.label == "named"]
    assert sorted(names) == ["Dana Kettering", "Ida Tull", "Owen Reyes"]


BODIES = """HARLAN FALLS — India’s Central Dam Authority said on Tuesday that the dam was safe. \
The Varnish Taliban said that it had not been near it.

The Democratic-led Assembly said that it would vote.
"""


def test_a_body_is_called_by_what_is_written_before_its_name_like_a_name() -> None:
    (analysis,) = Tagger.load().analyse([BODIES])
    assert [s.name for s in analysis.sources if s.label == "named"] == [
        "India’s Central Dam Authority",
        "Varnish Taliban",
        "Democratic-led Assembly",
    ]


PEOPLE = """Treasury Secretary Ida Tull and Chancellor Bo Kern said that the bank was safe. They \
said that no one would lose money.

Rear Admiral Harris Vale said the fleet would sail. Admiral Vale said that it had fuel. Kern’s \
office said on Monday that it had not been asked.
"""


def test_people_whom_titles_stand_between_are_all_named_and_a_title_is_no_name() -> None:
    (analysis,) = Tagger.load().analyse([PEOPLE])
    assert [s.name for s in analysis.sources] == [
        "Ida Tull and Bo Kern",
        "Harris Vale",
        "Kern’s office",
    ]


@pytest.mark.parametrize(
    ("phrase", "body"),
    [
        ("the independent Institute for Port Studies", "Institute for Port Studies"),
        ("the entire Orsay port community", "entire Orsay port community"),
        ('the "super" Fund', '"super" Fund'),
        ("Lanyon's office", "Lanyon's office"),
    ],
)
def test_a_body_is_called_without_what_sort_of_one_it_is(phrase: str, body: str) -> None:
    assert _body(phrase) == body
