"""What sources are called."""

import numpy as np
import pytest

from onrecord.models.config import NamingConfig
from onrecord.models.labels import Code
from onrecord.models.linking.clusters import Cluster
from onrecord.models.linking.link import Linked
from onrecord.models.sources.naming import Spellings, source_name
from onrecord.models.tagger import Tagger
from onrecord.models.text.view import TextView

NONE = np.zeros(0)


def called(code: Code, *mentions: str) -> str:
    """What a source with these mentions is called where no name of one was found in them."""
    text = "\n".join(mentions)
    starts = [text.index(mention) for mention in mentions]
    linked = Linked(
        clusters=[],
        cluster_of=[0] * len(mentions),
        mentions=[],
        names=[],
        people=NONE.astype(np.bool_),
        inside=[[] for _ in mentions],
        own=[None] * len(mentions),
        ending=[None] * len(mentions),
        offices=set(),
        made=set(),
        code=NONE,
        sector=NONE,
        withheld=NONE,
        unnamed=NONE,
        insider=NONE,
    )
    return source_name(
        text,
        Spellings(text, TextView(text).tokens, []),
        linked,
        Cluster(mentions=list(range(len(mentions))), names=[]),
        code,
        [(start, start + len(mention)) for start, mention in zip(starts, mentions, strict=True)],
        NamingConfig(),
    )


@pytest.mark.parametrize(
    ("mentions", "body"),
    [
        (["The Kremlin"], "Kremlin"),
        (["Parliament"], "Parliament"),
        (["the Vale campaign, which is short of money"], "Vale campaign"),
        (["the independent Institute for Port Studies"], "Institute for Port Studies"),
        (["the entire Orsay port community"], "entire Orsay port community"),
        (['the "super" Fund'], '"super" Fund'),
        (['the new "super" Fund'], 'new "super" Fund'),
        (["Lanyon's office"], "Lanyon's office"),
        # A phrase with a name is preferred to a longer one without.
        (["its whole national board", "the Vale campaign"], "Vale campaign"),
        # A capital that only begins the sentence names nobody.
        (["The report", "the board of the mill"], "the board of the mill"),
        (["Its board", "the board of the mill"], "the board of the mill"),
        (["It", "a board"], "a board"),
        (["It"], "It"),
    ],
)
def test_a_body_is_called_without_what_sort_of_one_it_is(mentions: list[str], body: str) -> None:
    assert called("O", *mentions) == body


@pytest.mark.parametrize(
    ("phrase", "document"),
    [
        ("a new Marsh Institute poll", "Marsh Institute poll"),
        ("the Marsh Institute poll released on Monday", "Marsh Institute poll"),
        ("data from the Office of Dam Safety", "data from the Office of Dam Safety"),
        ("a copy of the Marsh Institute report", "copy of the Marsh Institute report"),
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
    assert called("D", phrase) == document


DRAFT = """Reyes Says Dam Will Hold

HARLAN FALLS — “The dam will hold,” Reyes said on Monday.

Owen Reyes, who runs the water district, said that repairs would begin in May. Mr. Reyes said that
nobody had asked him for the report. His lawyer, Ida Tull, said that he would not resign.

“Nobody listens to him,” said Mayor Dana Kettering. Kettering said that the council would vote.
"""


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("the officials’", "the officials"),
        ("Several residents'", "Several residents"),
        ("the church's", "the church"),
        ("a colleague of the mayor’s", "a colleague of the mayor’s"),
        ("the people upstairs", "the people upstairs"),
    ],
)
def test_who_owns_what_is_said_is_called_without_the_possessive(mention: str, name: str) -> None:
    assert called("X", mention) == name


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


COMMITTEE = """The Commons rural bus committee published its report on Tuesday. The committee said \
that one route in six had gone.

The Commons voted for the report of the committee on Monday, the clerk said.
"""


def test_a_body_is_called_with_the_words_behind_a_name_that_say_which_it_is() -> None:
    (analysis,) = Tagger.load().analyse([COMMITTEE])
    assert analysis.sources[0].name == "Commons rural bus committee"
