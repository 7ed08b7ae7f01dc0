"""The reference predictors on articles made up for them."""

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.eval.matching import Target
from onrecord.eval.references.lexicon import is_plural, is_reporting
from onrecord.eval.references.majority import Majority
from onrecord.eval.references.predictor import Predictor
from onrecord.eval.references.quoted import Quotes, names_outside
from onrecord.eval.references.rules import Rules
from onrecord.models.labels import LABEL_OF_CODE
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis

ARTICLE = """The harbour board will meet again on Friday.

“We were never asked about the pier,” Ada Brook said. Brook, who owns a boatyard, added that \
nobody had called her.

According to the Harbour Gazette, the pier will cost nine million crowns.

Officials said the work would take a year. The old pier is reportedly unsafe.
"""


def strings(text: str, analysis: Analysis) -> list[tuple[str, str, str, str]]:
    def joined(spans: list[tuple[int, int]]) -> str:
        return " … ".join(text[s:e] for s, e in spans)

    return [
        (joined(a.source), joined(a.cue), joined(a.content), a.code) for a in analysis.attributions
    ]


def test_rules_read_the_common_patterns() -> None:
    analysis = Rules().predict([ARTICLE])[0]
    assert strings(ARTICLE, analysis) == [
        ("Ada Brook", "said", "“We were never asked about the pier,”", "P"),
        ("Brook, who owns a boatyard", "added", "that nobody had called her", "P"),
        ("the Harbour Gazette", "According to", "the pier will cost nine million crowns", "O"),
        ("Officials", "said", "the work would take a year", "X"),
        ("", "reportedly", "The old pier is … unsafe", "N"),
    ]
    assert [source.name for source in analysis.sources] == [
        "Ada Brook",
        "the Harbour Gazette",
        "Officials",
    ]
    assert [a.source_id for a in analysis.attributions] == ["s1", "s1", "s2", "s3", None]
    assert analysis.attributions[0].style == "direct"


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        ("“It leaks,” said Tom Hale.", "Tom Hale", "“It leaks,”"),
        ("The roof leaks, the tenant says.", "the tenant", "The roof leaks"),
        ("Hale told reporters that the roof leaks.", "Hale", "that the roof leaks"),
        ("But Hale insists the roof leaks.", "Hale", "the roof leaks"),
        ("On Monday, Hale wrote that it leaks.", "Hale", "that it leaks"),
        ("The roof leaks, according to a report.", "a report", "The roof leaks"),
    ],
)
def test_rules_find_subject_and_content(sentence: str, source: str, content: str) -> None:
    found = strings(sentence, Rules().predict([sentence])[0])
    assert [(s, c) for s, _, c, _ in found] == [(source, content)]


def test_rules_see_two_verbs_of_one_subject() -> None:
    sentence = "Hale says the roof leaks but argues that it can wait."
    found = strings(sentence, Rules().predict([sentence])[0])
    assert [(s, c) for s, _, c, _ in found] == [
        ("Hale", "the roof leaks"),
        ("Hale", "that it can wait"),
    ]


def test_quotes_take_the_nearest_name() -> None:
    analysis = Quotes().predict([ARTICLE])[0]
    assert strings(ARTICLE, analysis) == [
        ("Ada Brook", "", "“We were never asked about the pier,”", "P")
    ]


def test_quotes_leave_scare_quotes_alone() -> None:
    assert not Quotes().predict(["Hale called it a “leaky roof” on Monday."])[0].attributions


def test_names_outside_quotations() -> None:
    text = "On Monday, Mr. Tom Hale of Norby said: “Ada Brook is late.” He left."
    names = [text[s:e] for s, e in names_outside(text, TextView(text).quotations)]
    assert names == ["Tom Hale", "Norby"]


def gold_of(label_code: str) -> GoldArticle:
    end = len(ARTICLE.strip())
    content = GoldAttribution(
        id="g", source=[], cue=[], content=[(0, end)], code=label_code, canonical="Ada Brook"
    )
    return GoldArticle(id="one", text=ARTICLE, attributions=[content])


def test_majority_takes_golds_commonest_label() -> None:
    named = Majority([Target(gold_of("P"))])
    assert named.label == "named"
    analysis = named.predict([ARTICLE])[0]
    assert len(analysis.attributions) == 6
    assert {a.label for a in analysis.attributions} == {"named"}
    unsourced = Majority([Target(gold_of("A"))])
    assert unsourced.predict([ARTICLE])[0].attributions == []
    assert named.note != unsourced.note


@pytest.mark.parametrize("text", ["", " \n", "“", "said", "“”, said.", "According to", "A: b"])
@pytest.mark.parametrize("reference", [Rules(), Quotes()])
def test_nothing_is_found_where_nobody_says_anything(reference: Predictor, text: str) -> None:
    assert [a.attributions for a in reference.predict([text])] == [[]]


PIECES = ("“", "”", "said", "Ada Brook", "According to", ",", ".", ":", "\n\n", "officials")
texts = st.lists(
    st.sampled_from((*PIECES, "reportedly", "that it will rain", "told the Gazette", "she")),
    max_size=30,
).map(" ".join)


@pytest.mark.parametrize("reference", [Rules(), Quotes(), Majority([Target(gold_of("P"))])])
@given(text=texts)
def test_answers_lie_in_the_text(reference: Predictor, text: str) -> None:
    (analysis,) = reference.predict([text])
    ids = {source.id for source in analysis.sources}
    for attribution in analysis.attributions:
        assert attribution.label == LABEL_OF_CODE[attribution.code]
        assert attribution.source_id is None or attribution.source_id in ids
        assert attribution.content
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


@pytest.mark.slow
def test_no_hash_decides_who_is_meant() -> None:
    program = (
        "from onrecord.eval.references.drafts import _Reader; "
        "print(_Reader('Ann Vale met Bob Marr, Cy Holm and Dee Lunt.')._full_names)"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(printed) == 1


def test_references_share_no_word_lists_with_the_system() -> None:
    """They take types, closed sets of labels, and what marks and spaces tell from the models."""
    allowed = {
        *("Code", "Label", "SourceType", "LABELS", "LABEL_OF_CODE", "ANONYMOUS_TYPES"),
        *("Analysis", "Attribution", "Source", "Span", "Tagger"),
        *("TextView", "word_spans", "count_words"),
    }
    folder = Path(inspect.getfile(Rules)).parent
    taken = {
        alias.name
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onrecord.models")
        for alias in node.names
    }
    assert taken <= allowed


@pytest.mark.parametrize(
    ("words", "plural"),
    [
        ("officials", True),
        ("two clerks of the mill", True),
        ("people in the street", True),
        ("the bus", False),
        ("a clerk who sees things", False),
        ("", False),
    ],
)
def test_plurals(words: str, plural: bool) -> None:
    assert is_plural(words) is plural


@pytest.mark.parametrize("verb", ["said", "says", "announced", "replied", "denies", "argued"])
def test_forms_of_reporting_verbs(verb: str) -> None:
    assert is_reporting(verb)
    assert not is_reporting("walked")
