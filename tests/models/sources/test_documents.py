"""Documents by their makers: named where the text says who brought them out."""

import pytest

from onrecord.models.tagger import Tagger
from onrecord.models.types import Source


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def source_of(tagger: Tagger, text: str) -> Source:
    (analysis,) = tagger.analyse([text])
    (source,) = analysis.sources
    return source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "An inspection report by the engineering firm Pell & Strand found that the dam "
            "leaks in eleven places.",
            "inspection report by the engineering firm Pell & Strand",
        ),
        (
            "A report compiled by the anti-poverty charity Harbour Light found that one child in "
            "six goes to bed hungry.",
            "Harbour Light report",
        ),
        (
            "A study by the Orsay Institute of Marine Research shows that the herring have moved "
            "north.",
            "study by the Orsay Institute of Marine Research",
        ),
    ],
)
def test_a_document_whose_maker_is_named_is_named(tagger: Tagger, text: str, name: str) -> None:
    source = source_of(tagger, text)
    assert (source.label, source.type, source.name) == ("named", "document", name)
    # What is its name already is no description of it.
    assert source.description != f"an {name}"


@pytest.mark.parametrize(
    "text",
    [
        "A memo seen by the Harlan Courier says that the pumps were switched off at noon.",
        "A recent study found that one child in six goes to bed hungry.",
        "A letter from a former inspector says that the dam leaks in eleven places.",
    ],
)
def test_a_document_whose_maker_is_not_named_is_anonymous(tagger: Tagger, text: str) -> None:
    assert source_of(tagger, text).label == "anonymous"


def test_a_name_ends_without_the_stop_of_its_sentence(tagger: Tagger) -> None:
    text = "The mill will be sold, according to two people familiar with the contract."
    assert source_of(tagger, text).name == "two people familiar with the contract"
    text = "The mill will be sold, according to an employee of Harlan Mills Inc."
    assert source_of(tagger, text).name.endswith("Inc.")
