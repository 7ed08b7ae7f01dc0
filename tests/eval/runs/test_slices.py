"""Slices of articles and of attributions."""

import msgspec
import numpy as np
import pytest

from onrecord.eval.matching import Pair, pair_up
from onrecord.eval.metrics import score
from onrecord.eval.runs.slice_facts import gold_facts, predicted_facts, range_name
from onrecord.eval.runs.slices import AttributionSlices, article_slices, slice_values
from tests.eval.corpora import gold, gold_with, predict, random_corpus, words_article

ONE = gold(40, [(0, 1)], [(1, 2)], [(2, 8)], "P", "Ada Brook", "g1", sector="expert")
TWO = gold(40, [(20, 21)], [(21, 22)], [(22, 25)], "X", "two clerks", "g2", unnamed="group")


def test_facts() -> None:
    uncoded = gold(40, [(30, 31)], [(31, 32)], [(32, 38)], None, None, "g3")
    empty = gold(40, [(26, 27)], [], [], "O", "the Harbour Board", "g4")
    pair = Pair(words_article(40, [TWO, ONE, uncoded, empty]), predict([ONE]))
    two, one, third, fourth = gold_facts(pair)
    assert one == ("named", "P", "person", "expert", "indirect", "6 to 15", "first quarter")
    assert (two.code, two.type, two.length) == ("X", "group", "under 6")
    assert two.position == "third quarter"
    assert (third.label, third.code, third.length) == (None, None, "6 to 15")
    assert (fourth.code, fourth.length, fourth.style) == ("O", None, None)
    assert predicted_facts(pair)[0].position == "first quarter"


def test_recall_is_over_gold_and_precision_over_the_predicted() -> None:
    pair = Pair(words_article(40, [ONE, TWO]), predict([ONE, gold_with(TWO, "P", "Ada Brook")]))
    slices = AttributionSlices([pair])
    named = slice_values(slices.counts("label", "named").sum(axis=0))
    assert named["found.recall"] == 1.0
    assert named["with_source_and_label.precision"] == 0.5
    anonymous = slice_values(slices.counts("label", "anonymous").sum(axis=0))
    assert anonymous["found.recall"] == 1.0
    assert np.isnan(anonymous["found.precision"])
    assert anonymous["found.f1"] == 0.0, "nothing predicted, so no harmonic mean above 0"


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("dimension", ["label", "code", "length", "position"])
def test_slices_add_up_to_the_whole(seed: int, dimension: str) -> None:
    articles, predictions = random_corpus(seed)
    slices = AttributionSlices(pair_up(articles, predictions))
    total = sum(slices.counts(dimension, v).sum(axis=0) for v in slices.values[dimension])
    figures = slice_values(np.asarray(total))
    whole = score(articles, predictions).attributions
    assert figures["found.gold"] == whole.found.gold
    assert figures["found.precision"] == pytest.approx(whole.found.precision, abs=1e-12)
    assert figures["found.recall"] == pytest.approx(whole.found.recall, abs=1e-12)
    assert figures["with_source.f1"] == pytest.approx(whole.with_source.f1, abs=1e-12)


def test_article_slices() -> None:
    articles = [
        msgspec.structs.replace(words_article(n, []), id=str(n), meta={"section": s, "day": str(n)})
        for n, s in ((10, "b"), (500, "a"), (30, "b"))
    ]
    articles.append(words_article(1300, []))
    slices = article_slices(articles)
    assert slices["section"] == {"(none)": [3], "a": [1], "b": [0, 2]}
    assert slices["words"] == {"under 400": [0, 2], "400 to 799": [1], "951 and more": [3]}
    assert list(article_slices(articles, ["day"])) == ["day", "words"]


def test_columns_with_many_values_are_sliced_only_if_asked_for() -> None:
    articles = [
        msgspec.structs.replace(words_article(5, []), id=str(n), meta={"title": str(n), "all": "x"})
        for n in range(30)
    ]
    assert list(article_slices(articles)) == ["words"]
    assert len(article_slices(articles, ["title"])["title"]) == 30


def test_ranges() -> None:
    names = [range_name(n, (6, 16)) for n in (0, 5, 6, 15, 16, 99)]
    assert names == ["under 6"] * 2 + ["6 to 15"] * 2 + ["16 and more"] * 2
