"""Every figure on examples that are small enough to work out on paper."""

import numpy as np
import pytest

from onrecord.eval.matching import Pair
from onrecord.eval.metrics import score, summary
from onrecord.eval.metrics.base import divide
from onrecord.eval.metrics.sources.name_accuracy import same_name
from onrecord.models.types import Analysis
from tests.eval.corpora import gold, gold_with, predict, words_article

# Twenty words; two attributions:  source cue content
ONE = gold(20, [(0, 1)], [(1, 2)], [(2, 8)], "P", "Ada Brook", "g1", sector="expert")
TWO = gold(20, [(10, 12)], [(12, 13)], [(13, 17)], "X", "a clerk", "g2", unnamed="individual")
ARTICLE = words_article(20, [ONE, TWO], sentences=2)


def test_gold_scores_itself_perfectly() -> None:
    figures = summary(score([ARTICLE], [predict([ONE, TWO])]))
    for name, value in figures.items():
        if name.endswith((".precision", ".recall", ".f1", "accuracy", ".alpha", "macro_f1")):
            assert value == 1.0, name
        if name.endswith((".error", ".bias")):
            assert value == 0.0, name


def test_words_and_spans() -> None:
    # Content 2-8 is predicted as 4-9: 4 words right of 5, gold has 6 (+ 4 of the other).
    shifted = gold(20, [(0, 1)], [(1, 2)], [(4, 9)], "P", "Ada Brook")
    figures = score([ARTICLE], [predict([shifted, TWO])])
    content = figures.words.content
    assert (content.precision, content.recall) == (8 / 9, 8 / 10)
    assert content.f1 == pytest.approx(2 * 8 / (9 + 10))
    assert figures.spans.exact.content.f1 == 0.5
    assert figures.spans.overlap.content.f1 == 1.0
    assert figures.spans.exact.source.f1 == 1.0


def test_pieces_are_clipped_to_sentences() -> None:
    # The second sentence begins at word 10: gold's piece is 8-10 and 10-12.
    article = words_article(20, [gold(20, [], [], [(8, 12)])], sentences=2)
    figures = score([article], [predict([gold(20, [], [], [(8, 10)])])])
    assert figures.spans.exact.content.precision == 1.0
    assert figures.spans.exact.content.recall == 0.5


def test_labels_of_words() -> None:
    # In scope: 20 - 3 source - 2 cue = 15 words: 6 named, 4 anonymous, 5 unsourced.
    figures = score([ARTICLE], [predict([gold_with(ONE, "X", "a clerk")])])
    assert figures.labels.words == 15
    assert figures.labels.named.f1 == 0.0
    assert figures.labels.anonymous.f1 == 0.0
    assert figures.labels.unsourced.precision == 5 / 9
    assert figures.labels.unsourced.f1 == pytest.approx(2 * 5 / (5 + 9))
    assert figures.labels.macro_f1 == pytest.approx(2 * 5 / 14 / 3)
    assert figures.labels.accuracy == 5 / 15
    # Shares: named 6 -> 0, anonymous 4 -> 6, unsourced 5 -> 9, of 15.
    assert figures.balance.error == pytest.approx(100 * (6 + 2 + 4) / 15 / 3)
    assert figures.balance.named.bias == pytest.approx(-40)
    assert figures.balance.anonymous.bias == pytest.approx(100 * 2 / 15)
    assert figures.attributed.error == pytest.approx(100 * 4 / 15)
    assert figures.attributed.bias == pytest.approx(-100 * 4 / 15)


def test_of_two_overlapping_contents_the_outer_wins() -> None:
    outer = gold(20, [(0, 1)], [(1, 2)], [(2, 12)], "P", "Ada Brook", "g1")
    inner = gold(20, [(2, 3)], [(3, 4)], [(4, 12)], "X", "a clerk", "g2")
    article = words_article(20, [outer, inner])
    for order in ([outer, inner], [inner, outer]):
        figures = score([article], [predict(order)])
        assert figures.labels.anonymous.gold == figures.labels.anonymous.predicted == 0
        assert figures.labels.named.gold == figures.labels.named.predicted == 8
        assert figures.labels.macro_f1 == 1.0


def test_uncoded_gold_is_left_out_of_label_figures_alone() -> None:
    uncoded = gold(20, [(10, 12)], [(12, 13)], [(13, 17)], None, None, "g2")
    article = words_article(20, [ONE, uncoded])
    figures = score([article], [predict([ONE, TWO])])
    assert figures.labels.words == 11
    assert figures.labels.macro_f1 == 1.0
    assert figures.attributions.found.gold == 2
    assert figures.attributions.with_label.gold == 1
    assert figures.attributions.with_label.predicted == 1
    assert figures.attributions.with_label.f1 == 1.0
    assert figures.code.found == 1


def test_claims_are_right_with_their_label() -> None:
    article = words_article(18, [ONE, TWO])
    claims = score([article], [predict([ONE])]).claims
    assert (claims.all.gold, claims.all.predicted) == (2, 1)
    assert (claims.all.precision, claims.all.recall, claims.accuracy) == (1.0, 0.5, 1.0)
    assert (claims.anonymous.gold, claims.anonymous.predicted, claims.anonymous.f1) == (1, 0, 0.0)
    assert (claims.named.f1, claims.unsourced.f1, claims.macro_f1) == (1.0, None, 0.5)
    claims = score([article], [predict([gold_with(ONE, "X", "a clerk"), TWO])]).claims
    assert (claims.named.gold, claims.named.predicted, claims.named.f1) == (1, 0, 0.0)
    assert (claims.anonymous.gold, claims.anonymous.predicted) == (1, 2)
    assert (claims.anonymous.precision, claims.anonymous.recall) == (0.5, 1.0)
    assert (claims.all.f1, claims.accuracy) == (0.5, 0.5)


def test_claims_of_uncoded_gold_are_left_out_with_their_matches() -> None:
    uncoded = gold(20, [(10, 12)], [(12, 13)], [(13, 17)], None, None, "g2")
    claims = score([words_article(20, [ONE, uncoded])], [predict([ONE, TWO])]).claims
    assert (claims.all.gold, claims.all.predicted, claims.all.f1) == (1, 1, 1.0)
    claims = score([words_article(20, [ONE, uncoded])], [predict([TWO])]).claims
    assert (claims.named.gold, claims.all.gold, claims.all.predicted) == (1, 1, 0)


def test_what_can_not_be_divided_is_not_defined() -> None:
    with np.errstate(all="raise"):
        quotients = divide(np.array([[1.0, 0.0, 3.0]]), np.array([0.0, 0.0, 2.0]))
    assert np.isnan(quotients[0, :2]).all()
    assert quotients[0, 2] == 1.5


@pytest.mark.parametrize(
    ("content", "found", "exact"),
    [((2, 8), 1, 1), ((2, 5), 1, 0), ((2, 4), 0, 0), ((2, 14), 1, 0), ((2, 15), 0, 0)],
)
def test_found_from_a_jaccard_of_one_half(content: tuple[int, int], found: int, exact: int) -> None:
    article = words_article(20, [ONE])
    figures = score([article], [predict([gold(20, [(0, 1)], [(1, 2)], [content])])])
    assert figures.attributions.found.f1 == found
    assert figures.attributions.exact.f1 == exact


def test_contents_are_matched_one_to_one() -> None:
    halves = [gold(20, [], [], [(2, 5)]), gold(20, [], [], [(5, 8)])]
    figures = score([words_article(20, [ONE])], [predict(halves)])
    assert figures.attributions.found.precision == 0.5
    assert figures.attributions.found.recall == 1.0


def test_a_match_below_one_half_never_displaces_a_found_one() -> None:
    # Jaccard .54 against .3 + .3: without the threshold the two weak pairs would win.
    golds = [gold(20, [], [], [(0, 10)], id="g1"), gold(20, [], [], [(10, 20)], id="g2")]
    predictions = [gold(20, [], [], [(3, 13)]), gold(20, [], [], [(0, 3)])]
    matches = Pair(words_article(20, golds), predict(predictions)).matches
    assert [(m.gold, m.predicted) for m in matches] == [(0, 0)]


def test_sources_share_a_word_or_neither_has_one() -> None:
    def with_source(gold_source: list[tuple[int, int]], source: list[tuple[int, int]]) -> float:
        article = words_article(20, [gold(20, gold_source, [], [(4, 9)])])
        figures = score([article], [predict([gold(20, source, [], [(4, 9)])])])
        assert figures.attributions.found.f1 == 1.0
        return figures.attributions.with_source.f1 or 0.0

    assert with_source([(0, 2)], [(1, 3)]) == 1.0
    assert with_source([(0, 2)], [(2, 3)]) == 0.0
    assert with_source([(0, 2)], []) == 0.0
    assert with_source([], [(0, 1)]) == 0.0
    assert with_source([], []) == 1.0


def test_attributions_without_content_are_no_attributions_but_their_words_count() -> None:
    empty = gold(20, [(18, 19)], [(19, 20)], [], "P", "Ada Brook", "g3")
    figures = score([words_article(20, [ONE, empty])], [predict([ONE])])
    assert figures.attributions.found.f1 == 1.0
    assert figures.words.source.recall == 0.5


def test_b_cubed_and_ceaf() -> None:
    # Bagga and Baldwin's first example: gold {1-5} {6,7} {8-12}; answer {1-5} {6-12}.
    golds, answers = [], []
    for i in range(12):
        cluster = "abc"[(i >= 5) + (i >= 7)]
        piece = [(2 * i, 2 * i + 1)]
        golds.append(gold(24, [], [], piece, "P", cluster, f"g{i}"))
        answers.append(gold(24, [], [], piece, "P", "a" if i < 5 else "b", f"g{i}"))
    identity = score([words_article(24, golds)], [predict(answers)]).identity
    assert identity.b3.precision == pytest.approx(16 / 21)
    assert identity.b3.recall == 1.0
    # CEAF: {1-5} with itself is 1, {8-12} in {6-12} is 10/12.
    assert identity.ceaf_e.precision == pytest.approx((1 + 10 / 12) / 2)
    assert identity.ceaf_e.recall == pytest.approx((1 + 10 / 12) / 3)
    assert identity.mentions == 12


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Brook", "Brook", True),
        ("Sen. Ada Brook", "ADA BROOK", True),
        ("Mr. Brook", "Ada Brook", True),
        ("the Harbour Board", "Harbour Board", True),
        ("Ada Brook", "Ada Cole", False),
        ("the President", "the President", True),
        ("the President", "the Governor", False),
        ("the President", "President Brook", False),
        ("King", "Larry King", True),
        ("Ada Brook Jr.", "Ms. Brook", True),
        ("", "Ada Brook", False),
        ("the", "Ada Brook", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_name_accuracy_is_over_found_named_sources() -> None:
    figures = score([ARTICLE], [predict([gold_with(ONE, "P", "Cole"), TWO])])
    assert figures.name.found == 1
    assert figures.name.accuracy == 0.0
    figures = score([ARTICLE], [predict([gold_with(ONE, "N", ""), TWO])])
    assert figures.name.accuracy == 0.0, "no predicted source, no name"
    assert figures.code.accuracy == 0.5


def test_a_missing_prediction_is_a_miss() -> None:
    figures = score([ARTICLE, ARTICLE], [predict([ONE, TWO]), None])
    assert figures.missing == 1
    assert figures.attributions.found.recall == 0.5
    assert figures.attributions.found.precision == 1.0


def test_what_is_not_defined_is_none_and_left_out_of_the_summary() -> None:
    empty = words_article(0, [])
    nothing = Analysis(attributions=[], sources=[], grants=[])
    figures = score([empty], [nothing])
    assert figures.words.content.f1 is None
    assert figures.balance.error is None
    assert figures.labels.macro_f1 is None
    assert figures.identity.b3.f1 is None
    assert set(summary(figures)) & {"words.content.f1", "labels.alpha"} == set()
    assert all(value == value for value in summary(figures).values())


def test_predictions_must_fit_the_articles() -> None:
    with pytest.raises(ValueError, match="shorter"):
        score([ARTICLE], [])
