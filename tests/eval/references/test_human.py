"""The human row: annotators against each other."""

from pathlib import Path

import msgspec
import pytest

from onrecord.eval.gold.annotated import AnnotatedArticle
from onrecord.eval.metrics import score
from onrecord.eval.references.human import human_counts
from onrecord.eval.runs.several_annotators import find_people
from tests.eval.corpora import predict, random_corpus, shaken, words_article


def two_people(seed: int) -> tuple[AnnotatedArticle, list]:
    import random

    (article, *_), _ = random_corpus(seed)
    words = len(article.text.split())
    other = shaken(random.Random(seed), words, article.attributions)
    other = [msgspec.structs.replace(a, id=f"h{i}") for i, a in enumerate(other)]
    both = {"ann": article.attributions, "bea": other}
    return AnnotatedArticle(
        id="one", text=article.text, annotators=both, silver=article.silver
    ), other


@pytest.mark.parametrize("seed", range(4))
def test_two_people_are_scored_both_ways(seed: int) -> None:
    article, other = two_people(seed)
    counts = human_counts([article])
    assert counts is not None
    assert counts.coded
    assert counts.pairs == 2
    figures = counts.values(counts.counts.sum(axis=0))
    there = score([article.by("ann")], [predict(other)])
    back = score([article.by("bea")], [predict(article.annotators["ann"])])
    both = [there.attributions.found, back.attributions.found]
    right = sum((one.precision or 0) * one.predicted for one in both)
    numbers = sum(one.predicted + one.gold for one in both)
    assert figures["attributions.found.f1"] == pytest.approx(2 * right / numbers, abs=1e-12)
    errors = [there.attributed.error, back.attributed.error]
    assert figures["attributed.error"] == pytest.approx(sum(errors) / 2, abs=1e-9)
    assert "labels.macro_f1" in figures


def test_people_without_codes_have_no_figures_of_labels() -> None:
    article, _ = two_people(1)
    bare = {
        name: [msgspec.structs.replace(a, code=None, canonical=None) for a in attributions]
        for name, attributions in article.annotators.items()
    }
    counts = human_counts([msgspec.structs.replace(article, annotators=bare)])
    assert counts is not None
    figures = counts.values(counts.counts.sum(axis=0))
    assert not counts.coded
    assert not any("label" in name or name.startswith(("code", "name")) for name in figures)
    assert "words.content.f1" in figures


def test_one_annotator_is_no_ceiling() -> None:
    article = words_article(20, [])
    alone = AnnotatedArticle(id="one", text=article.text, annotators={"ann": []})
    assert human_counts([alone]) is None


def test_polnears_annotators_agree_as_published(shared: Path) -> None:
    """The readings of the design's figures that these metrics take reproduce its human figures."""
    people = find_people([shared / "polnear" / "dev.jsonl.gz"], [])
    assert people is not None
    figures = people.counts.values(people.counts.counts.sum(axis=0))
    expected = {
        "words.content.f1": 0.91,
        "words.source.f1": 0.81,
        "words.cue.f1": 0.70,
        "attributions.found.f1": 0.80,
        "attributions.with_source.f1": 0.76,
    }
    assert {name: round(float(figures[name]), 2) for name in expected} == expected
    assert round(float(figures["attributed.error"]), 1) == 6.6
    assert "18 articles (0 of them in this data set) that 5 to 6 people" in people.note
