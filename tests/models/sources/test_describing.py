"""Descriptions that stand elsewhere than at what a source is quoted with, by the real model."""

import pytest

from onrecord.models.tagger import Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        (
            "Jonas Lindqvist, the head of the port authority, walked out on Monday.\n\n"
            "“I had no choice,” Lindqvist said. “The crane is not safe.”",
            "Jonas Lindqvist",
            "the head of the port authority",
        ),
        (
            "The bill was written by Sen. Marta Quillon, D-Orsay.\n\n"
            "“It will pass by June,” Quillon said on Tuesday.",
            "Marta Quillon",
            "Sen.",
        ),
        (
            "Sen. Marta Quillon wrote the bill.\n\n“It will pass by June,” said Quillon, a former "
            "teacher.",
            "Marta Quillon",
            "a former teacher",
        ),
    ],
)
def test_a_person_is_described_where_the_article_does_it(
    tagger: Tagger, text: str, name: str, description: str
) -> None:
    (analysis,) = tagger.analyse([text])
    assert {s.name: s.description for s in analysis.sources} == {name: description}
