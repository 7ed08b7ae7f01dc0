"""Gold as a tagger's answer, and back."""

from typing import Any

import msgspec
import pytest

from onrecord.eval.gold.analysis import analysis_of, as_gold
from onrecord.eval.gold.canonicals import joins_people, type_of
from onrecord.eval.gold.gold_speakers import gold_types
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.models.types import Analysis, Source


def test_an_article_as_an_analysis(article: GoldArticle) -> None:
    analysis = analysis_of(article)
    assert [a.id for a in analysis.attributions] == ["a1", "a2", "a3", "a4", "a5"]
    assert [a.style for a in analysis.attributions] == [
        "mixed",
        "indirect",
        "direct",
        "indirect",
        "indirect",
    ]
    assert [a.label for a in analysis.attributions] == [
        "named",
        "named",
        "anonymous",
        "anonymous",
        "anonymous",
    ]
    assert [a.type for a in analysis.attributions] == [
        "person",
        "person",
        "confidential",
        "hearsay",
        "individual",
    ]
    assert [a.source_id for a in analysis.attributions] == ["s1", "s1", "s2", None, "s3"]
    brook, clerk, other = analysis.sources
    assert (brook.name, brook.sector, brook.description) == ("Ada Brook", "government", None)
    assert [article.text[s:e] for s, e in brook.mentions] == ["Ada Brook", "she"]
    assert (clerk.type, clerk.name, clerk.description) == ("confidential", "a clerk", "a clerk")
    assert (other.name, other.description) == ("a clerk #2", "a clerk")
    assert msgspec.convert(msgspec.to_builtins(analysis), Analysis) == analysis


def test_the_inner_attribution_names_the_outer_one() -> None:
    text = "Cole said that Ada Brook had told him that it rains."

    def one(id: str, source: str, cue: str, content: str) -> GoldAttribution:
        places = [[(text.index(w), text.index(w) + len(w))] for w in (source, cue, content)]
        return GoldAttribution(id=id, source=places[0], cue=places[1], content=places[2])

    inner = one("E1", "Ada Brook", "had told him", "that it rains")
    outer = one("E2", "Cole", "said", "that Ada Brook had told him that it rains")
    analysis = analysis_of(GoldArticle(id="a", text=text, attributions=[inner, outer]))
    assert [(a.id, a.parent_id) for a in analysis.attributions] == [("a1", None), ("a2", "a1")]


def test_what_nobody_coded_gets_a_stand_in_and_a_source_of_its_own(article: GoldArticle) -> None:
    bare = [
        GoldAttribution(id=a.id, source=a.source, cue=a.cue, content=a.content)
        for a in [*article.attributions, GoldAttribution(id="E9", source=[], cue=[], content=[])]
    ]
    analysis = analysis_of(GoldArticle(id="a", text=article.text, attributions=bare))
    assert [a.code for a in analysis.attributions] == ["X", "X", "X", "N", "X"]
    assert len(analysis.sources) == 4


def test_an_analysis_as_gold_keeps_look_alikes_apart(article: GoldArticle) -> None:
    analysis = analysis_of(article)
    alike = [
        msgspec.structs.replace(s, name="a clerk") if s.name.startswith("a clerk") else s
        for s in analysis.sources
    ]
    gold = as_gold(msgspec.structs.replace(analysis, sources=alike), id="a", text=article.text)
    assert [a.canonical for a in gold.attributions] == [a.canonical for a in article.attributions]
    assert [a.withheld for a in gold.attributions] == [False, False, True, False, False]
    assert [a.unnamed for a in gold.attributions] == [None, None, None, None, "individual"]


@pytest.mark.parametrize(
    ("code", "canonical", "withheld", "unnamed", "expected"),
    [
        ("P", "Ada Brook", False, None, "person"),
        ("P", "Ada Brook and Jo Cole", False, None, "people"),
        ("O", "the Harbour Board", False, None, "organisation"),
        ("D", "the survey", False, None, "document"),
        ("X", "the harbour master", False, "role", "role"),
        ("X", "a clerk", False, "individual", "individual"),
        ("X", "a clerk", False, "group", "group"),
        ("X", "a clerk", True, "individual", "confidential"),
        ("X", "a clerk", False, None, None),
        ("Q", "polls", False, None, "unidentified"),
        ("Q", "polls", True, None, "confidential"),
        ("N", None, False, None, "hearsay"),
        ("N", None, True, None, "hearsay"),
        ("A", None, False, None, None),
        (None, None, False, None, None),
    ],
)
def test_the_type_is_what_gold_says(
    code: Any, canonical: str | None, withheld: bool, unnamed: Any, expected: str | None
) -> None:
    assert type_of(code, canonical, withheld=withheld, unnamed=unnamed) == expected


def test_a_name_withheld_once_is_withheld_at_every_mention(article: GoldArticle) -> None:
    first, *rest = article.attributions
    open_clerk = msgspec.structs.replace(rest[1], id="E7", withheld=False)
    types = gold_types(msgspec.structs.replace(article, attributions=[first, *rest, open_clerk]))
    assert types == {
        "E1": "person",
        "E2": "person",
        "E3": "confidential",
        "E4": "hearsay",
        "E5": "individual",
        "E6": "organisation",
        "E7": "confidential",
    }


def test_the_papers_own_voice_and_nested_attributions_are_no_answers(article: GoldArticle) -> None:
    voice = msgspec.structs.replace(article.attributions[3], code="A")
    changed = [*article.attributions[:3], voice, article.attributions[4]]
    analysis = analysis_of(msgspec.structs.replace(article, attributions=changed))
    assert [a.code for a in analysis.attributions] == ["P", "P", "X", "X"]
    assert "the board" not in {s.name for s in analysis.sources}


@pytest.mark.parametrize(
    "canonical",
    [
        "Ada Brook and Jo Cole",
        "Ada Brook, Jo Cole and Mo Finch",
        "Ada Brook, Jo Cole, and Mo Finch",
        "Ada and Jo Brook",
        "the candidates (Brook, Cole and Finch)",
        "clerks, including Ada Brook and Jo Cole",
        "Brook & Cole",
    ],
)
def test_canonicals_that_join_people(canonical: str) -> None:
    assert joins_people(canonical)


@pytest.mark.parametrize(
    "canonical",
    [
        "Ada Brook",
        "Ada Brook and her aides",
        "Ada Brook and the Harbour Board",
        "Jo Cole, Jr.",
        "Mo Finch II and others",
        "some clerks, like Ada Brook",
    ],
)
def test_canonicals_of_one_person(canonical: str) -> None:
    assert not joins_people(canonical)


def test_sources_of_the_source_list_have_distinct_ids(article: GoldArticle) -> None:
    sources: list[Source] = analysis_of(article).sources
    assert len({s.id for s in sources}) == len(sources)
