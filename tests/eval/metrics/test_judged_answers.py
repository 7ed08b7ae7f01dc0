"""Whose confidence is judged, and what counts as right."""

import msgspec
import numpy as np

from onrecord.eval.gold.types import GoldAttribution
from onrecord.eval.matching import Pair
from onrecord.eval.metrics.judged_answers import (
    claims_judged,
    judged_attributions,
    judged_claims,
    judged_words,
)
from onrecord.eval.metrics.reliability import Judged
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, WordLabels
from tests.eval.corpora import gold, gold_with, predict, words_article

# Twenty words in two sentences:  source cue content
ONE = gold(20, [(0, 1)], [(1, 2)], [(2, 8)], "P", "Ada Brook", "g1")
TWO = gold(20, [(10, 12)], [(12, 13)], [(13, 17)], "X", "a clerk", "g2", unnamed="individual")
UNCODED = gold(20, [(10, 12)], [(12, 13)], [(13, 17)], None, None, "g2")
OWN_VOICE = gold(20, [(10, 12)], [(12, 13)], [(13, 17)], "A", None, "g2")


def sure(analysis: Analysis, *confidences: float) -> Analysis:
    """The analysis with these confidences of its attributions."""
    pairs = zip(analysis.attributions, confidences, strict=True)
    graded = [msgspec.structs.replace(one, confidence=c) for one, c in pairs]
    return msgspec.structs.replace(analysis, attributions=graded)


def pair_of(golds: list[GoldAttribution], analysis: Analysis) -> Pair:
    return Pair(words_article(20, golds, sentences=2), analysis)


def listed(judged: Judged) -> list[tuple[float, bool]]:
    return list(zip(judged.confidence.tolist(), judged.right.tolist(), strict=True))


def test_an_attribution_is_right_with_its_source_and_label() -> None:
    analysis = sure(predict([ONE, TWO]), 0.9, 0.6)
    assert listed(judged_attributions(pair_of([ONE, TWO], analysis))) == [(0.9, True), (0.6, True)]
    relabelled = sure(predict([gold_with(ONE, "X", "a clerk"), TWO]), 0.9, 0.6)
    pair = pair_of([ONE, TWO], relabelled)
    assert listed(judged_attributions(pair)) == [(0.9, False), (0.6, True)]
    elsewhere = gold(20, [(9, 10)], [(1, 2)], [(2, 8)], "P", "Ada Brook", "g1")
    pair = pair_of([ONE, TWO], sure(predict([elsewhere, TWO]), 0.9, 0.6))
    assert listed(judged_attributions(pair)) == [(0.9, False), (0.6, True)]


def test_an_attribution_that_gold_lacks_is_wrong() -> None:
    pair = pair_of([TWO], sure(predict([ONE, TWO]), 0.9, 0.6))
    assert listed(judged_attributions(pair)) == [(0.9, False), (0.6, True)]


def test_attributions_that_do_not_count_are_not_judged() -> None:
    analysis = sure(predict([TWO, ONE]), 0.6, 0.9)
    assert listed(judged_attributions(pair_of([ONE, UNCODED], analysis))) == [(0.9, True)]
    assert listed(judged_attributions(pair_of([ONE, OWN_VOICE], analysis))) == [(0.9, True)]
    assert listed(judged_attributions(pair_of([], predict([])))) == []


def test_the_label_of_each_word_in_scope_is_judged_by_its_probability() -> None:
    labels = WordLabels(
        spans=word_spans(words_article(20, []).text),
        named=[0.0, 0.0, *[0.75] * 6, *[0.25] * 12],
        anonymous=[0.0, 0.0, *[0.125] * 6, *[0.5] * 12],
    )
    analysis = msgspec.structs.replace(predict([ONE]), word_labels=labels)
    judged = listed(judged_words(pair_of([ONE, TWO], analysis)))
    # In scope: 2-7 named, 8-9 and 17-19 of nobody, and 13-16, which gold has as anonymous.
    assert judged == [
        *[(0.75, True)] * 6,
        *[(0.25, True)] * 2,
        *[(0.25, False)] * 4,
        *[(0.25, True)] * 3,
    ]
    both = msgspec.structs.replace(predict([ONE, TWO]), word_labels=labels)
    assert listed(judged_words(pair_of([ONE, TWO], both)))[8:12] == [(0.5, True)] * 4


def test_no_word_is_judged_without_a_probability_for_each() -> None:
    assert listed(judged_words(pair_of([ONE], predict([ONE])))) == []
    short = WordLabels(spans=[(0, 2)], named=[1.0], anonymous=[0.0])
    analysis = msgspec.structs.replace(predict([ONE]), word_labels=short)
    assert listed(judged_words(pair_of([ONE], analysis))) == []


def test_a_claim_is_right_where_most_of_its_words_have_its_label() -> None:
    half = gold(20, [(0, 1)], [(1, 2)], [(2, 5)], "P", "Ada Brook", "g1")
    most = gold(20, [(0, 1)], [(1, 2)], [(2, 6)], "P", "Ada Brook", "g1")
    for golds, right in (([half], False), ([most], True), ([ONE], True), ([], False)):
        pair = pair_of(golds, predict([ONE, TWO]))
        (first, second) = claims_judged(pair)
        assert first == ("named", 1.0, right)
        assert second == ("anonymous", 1.0, False)
        assert listed(judged_claims(pair)) == [(1.0, right), (1.0, False)]


def test_without_answers_there_are_none_of_either_kind() -> None:
    pair = Pair(words_article(3, []), predict([]))
    for judged in (judged_words(pair), judged_attributions(pair), judged_claims(pair)):
        assert (judged.confidence.tolist(), judged.right.tolist()) == ([], [])
        assert (judged.confidence.dtype, judged.right.dtype) == (np.float64, np.bool_)


def test_a_claim_without_a_word_in_scope_is_not_judged() -> None:
    inside = gold(20, [(0, 8)], [(8, 9)], [(13, 17)], "P", "Ada Brook", "g1")
    pair = pair_of([inside, TWO], predict([ONE, TWO]))
    assert [label for label, *_ in claims_judged(pair)] == ["anonymous"]
