"""The figures on random corpora against public implementations, to 1e-9."""

from collections import Counter
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.stats import spearmanr
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, brier_score_loss, precision_recall_fscore_support

from onrecord.eval.gold.types import ROLES, GoldArticle, GoldAttribution
from onrecord.eval.matching import (
    LABEL_INDEX,
    Pair,
    overlaps,
    pair_up,
    piece_of,
    sentence_of_words,
)
from onrecord.eval.metrics import score
from onrecord.eval.metrics.figures import count, values
from onrecord.eval.metrics.ranking import article_shares, rank_correlation
from onrecord.eval.metrics.reliability import Calibration, Judged, least_certain
from onrecord.eval.metrics.sources.coreference import cluster_counts
from onrecord.eval.statistics.intervals import Bootstrap, interval
from onrecord.models.labels import LABEL_OF_CODE, LABELS
from onrecord.models.text.words import TextWords, word_spans
from onrecord.models.types import Analysis, Attribution, Span
from tests.eval.corpora import gold, predict, random_corpus, words_article

pytestmark = pytest.mark.slow

SEEDS = range(8)
CLOSE = {"abs": 1e-9, "rel": 1e-9}


@pytest.fixture(params=SEEDS)
def corpus(request: pytest.FixtureRequest) -> tuple[list[GoldArticle], list[Analysis]]:
    return random_corpus(request.param)


def inside(words: list[Span], spans: list[Span]) -> set[int]:
    return {i for i, (s, e) in enumerate(words) for a, b in spans if max(s, a) < min(e, b)}


def test_words(corpus: tuple[list[GoldArticle], list[Analysis]]) -> None:
    figures = score(*corpus)
    for role in ROLES:
        truth, answer = [], []
        for article, analysis in zip(*corpus, strict=True):
            words = word_spans(article.text)
            for side, out in ((article, truth), (analysis, answer)):
                told = [a for a in side.attributions if a.code != "A"]
                tagged = set().union(*(inside(words, getattr(a, role)) for a in told))
                out += [i in tagged for i in range(len(words))]
        precision, recall, f1, _ = precision_recall_fscore_support(truth, answer, average="binary")
        ours = getattr(figures.words, role)
        assert (ours.precision, ours.recall, ours.f1) == pytest.approx(
            (precision, recall, f1), **CLOSE
        )


def test_labels(corpus: tuple[list[GoldArticle], list[Analysis]]) -> None:
    figures = score(*corpus).labels
    truth, answer = [], []
    for article, analysis in zip(*corpus, strict=True):
        words = word_spans(article.text)
        skipped = set().union(
            *(inside(words, a.source) | inside(words, a.cue) for a in article.attributions)
        )
        for side, out in ((article, truth), (analysis, answer)):
            labels = ["unsourced"] * len(words)
            contents = [(inside(words, a.content), a.code) for a in side.attributions]
            for content, code in sorted(contents, key=lambda pair: len(pair[0])):
                for i in content:
                    labels[i] = LABEL_OF_CODE[code]
            out += [label for i, label in enumerate(labels) if i not in skipped]
    names = list(LABEL_INDEX)
    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, answer, labels=names, zero_division=0
    )
    ours = [getattr(figures, name) for name in names]
    assert [o.precision for o in ours] == pytest.approx(precision, **CLOSE)
    assert [o.recall for o in ours] == pytest.approx(recall, **CLOSE)
    assert [o.f1 for o in ours] == pytest.approx(f1, **CLOSE)
    assert figures.macro_f1 == pytest.approx(f1.mean(), **CLOSE)
    assert figures.accuracy == pytest.approx(accuracy_score(truth, answer), **CLOSE)
    coders = np.array([[LABEL_INDEX[label] for label in side] for side in (truth, answer)])
    alpha = krippendorff.alpha(reliability_data=coders, level_of_measurement="nominal")
    assert figures.alpha == pytest.approx(alpha, **CLOSE)


def test_exact_spans_are_seqevals(corpus: tuple[list[GoldArticle], list[Analysis]]) -> None:
    figures = score(*corpus).spans.exact
    for role in ROLES:
        sides: tuple[list[list[str]], list[list[str]]] = ([], [])
        for article, analysis in zip(*corpus, strict=True):
            words = word_spans(article.text)
            assert article.silver is not None
            sentence = sentence_of_words(TextWords(article.text), article.silver.sentences)
            for side, out in ((article, sides[0]), (analysis, sides[1])):
                tags = ["O"] * len(words)
                for a in (a for a in side.attributions if a.code != "A"):
                    for span in getattr(a, role):
                        for k, i in enumerate(sorted(inside(words, [span]))):
                            tags[i] = "I-X" if k and sentence[i] == sentence[i - 1] else "B-X"
                out += [
                    [tag for tag, own in zip(tags, sentence, strict=True) if own == k]
                    for k in sorted(set(sentence.tolist()))
                ]
        ours = getattr(figures, role)
        theirs = [f(*sides, mode="strict", scheme=IOB2) for f in (precision_score, recall_score)]
        assert [ours.precision, ours.recall] == pytest.approx(theirs, **CLOSE)
        assert ours.f1 == pytest.approx(f1_score(*sides, mode="strict", scheme=IOB2), **CLOSE)


def best(words: list[Span], golds: list[GoldAttribution], predicted: Attribution) -> float:
    """The best Jaccard index with one of `golds`, 0 below one half."""
    two = inside(words, predicted.content)
    found = [
        len(inside(words, a.content) & two) / len(inside(words, a.content) | two) for a in golds
    ]
    return max([index for index in found if index >= 0.5], default=0.0)


def test_attributions_follow_scipys_assignment(
    corpus: tuple[list[GoldArticle], list[Analysis]],
) -> None:
    found = exact = with_source = with_both = n_gold = n_predicted = 0
    for article, analysis in zip(*corpus, strict=True):
        words = word_spans(article.text)
        gold = [a for a in article.attributions if a.content and a.code != "A"]
        own_voice = [a for a in article.attributions if a.code == "A"]
        predicted = [
            b
            for b in analysis.attributions
            if b.content and b.code != "A" and not best(words, own_voice, b) > best(words, gold, b)
        ]
        n_gold, n_predicted = n_gold + len(gold), n_predicted + len(predicted)
        jaccard = np.zeros((len(gold), len(predicted)))
        for i, a in enumerate(gold):
            for j, b in enumerate(predicted):
                one, two = inside(words, a.content), inside(words, b.content)
                jaccard[i, j] = len(one & two) / len(one | two)
        cost = np.where(jaccard >= 0.5, 1 - jaccard, 1)
        for i, j in zip(*linear_sum_assignment(cost), strict=True):
            if jaccard[i, j] >= 0.5:
                one, two = inside(words, gold[i].source), inside(words, predicted[j].source)
                called = [a for a in article.attributions if a.canonical == gold[i].canonical]
                elsewhere = set().union(*(inside(words, a.source) for a in called if a.canonical))
                same = bool((one or elsewhere) & two) or not one | two
                found += 1
                exact += jaccard[i, j] == 1
                with_source += same
                with_both += same and LABEL_OF_CODE[gold[i].code] == predicted[j].label
    figures = score(*corpus).attributions
    ours = [
        figure.f1
        for figure in (
            figures.found,
            figures.exact,
            figures.with_source,
            figures.with_source_and_label,
        )
    ]
    theirs = [2 * n / (n_gold + n_predicted) for n in (found, exact, with_source, with_both)]
    assert ours == pytest.approx(theirs, **CLOSE)


@pytest.mark.parametrize("seed", SEEDS)
def test_clusters_against_the_definitions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gold, predicted = rng.integers(4, size=(2, 15)).tolist()
    b3_precision, b3_recall, n, phi, n_predicted, n_gold = cluster_counts(gold, predicted)
    both = list(zip(gold, predicted, strict=True))
    by_pair, by_gold, by_predicted = Counter(both), Counter(gold), Counter(predicted)
    assert n == 15
    assert b3_precision == pytest.approx(
        sum(by_pair[p] / by_predicted[p[1]] for p in both), **CLOSE
    )
    assert b3_recall == pytest.approx(sum(by_pair[p] / by_gold[p[0]] for p in both), **CLOSE)

    def phi4(one: int, two: int) -> float:
        return 2 * by_pair[one, two] / (by_gold[one] + by_predicted[two])

    padded = [*by_predicted, *[None] * len(by_gold)]
    best = max(
        sum(phi4(a, b) for a, b in zip(by_gold, chosen, strict=False) if b is not None)
        for chosen in permutations(padded, len(by_gold))
    )
    assert phi == pytest.approx(best, **CLOSE)
    assert (n_predicted, n_gold) == (len(by_predicted), len(by_gold))


@pytest.mark.parametrize("seed", SEEDS)
def test_calibration(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # With 15 m answers, scikit-learn's quantile edges fall between the bins.
    confidence = rng.random(15 * 7)
    right = rng.random(len(confidence)) < confidence
    parts = [Judged(confidence[i::4], right[i::4]) for i in range(4)]
    figures = Calibration(parts).figures()
    assert figures.brier == pytest.approx(brier_score_loss(right, confidence), **CLOSE)
    accuracy, mean = calibration_curve(right, confidence, n_bins=15, strategy="quantile")
    assert [b.accuracy for b in figures.curve] == pytest.approx(accuracy, **CLOSE)
    assert [b.confidence for b in figures.curve] == pytest.approx(mean, **CLOSE)
    weights = [b.answers / len(confidence) for b in figures.curve]
    assert figures.ece == pytest.approx(np.abs(accuracy - mean) @ weights, **CLOSE)
    lowest = np.argsort(confidence)[: int(np.ceil(len(confidence) / 10))]
    assert figures.errors_in_least_certain == pytest.approx(
        (~right[lowest]).sum() / (~right).sum(), **CLOSE
    )


def test_without_answers_nothing_is_calibrated() -> None:
    nothing = Judged(np.zeros(0), np.zeros(0, dtype=np.bool_))
    figures = Calibration([nothing, nothing]).figures()
    assert (figures.answers, figures.accuracy, figures.confidence) == (0, None, None)
    assert (figures.ece, figures.brier, figures.errors_in_least_certain) == (None, None, None)
    assert figures.curve == []
    right = Judged(np.array([0.25, 0.75]), np.array([True, True]))
    figures = Calibration([nothing, right]).figures()
    assert (figures.answers, figures.accuracy, figures.confidence) == (2, 1.0, 0.5)
    assert figures.errors_in_least_certain is None


def test_shares_of_articles_are_those_of_their_words() -> None:
    halved = gold(10, [], [], [(0, 5)], "P", "Ada Brook", "g1")
    hidden = gold(10, [(0, 10)], [], [], "P", "Ada Brook", "g1")
    golds = [words_article(10, [halved]), words_article(10, [hidden])]
    shares = article_shares(pair_up(golds, [predict([]), predict([])]))
    assert list(shares) == list(LABELS)
    assert shares["named"][:, 0].tolist() == [0.5, 0.0]
    assert shares["unsourced"][:, 0].tolist() == [0.5, 1.0]
    assert all(np.isnan(side[:, 1]).all() for side in shares.values())


def test_ties_at_the_edge_of_the_least_certain_share_what_fits() -> None:
    confidence = np.array([0.1] + [0.5] * 9 + [0.9] * 10)
    share = least_certain(confidence)
    assert share.sum() == pytest.approx(2)
    assert share[0] == 1
    assert share[1:10] == pytest.approx([1 / 9] * 9)
    assert not share[10:].any()


@pytest.mark.parametrize("seed", SEEDS)
def test_rank_correlation(seed: int) -> None:
    one, two = np.random.default_rng(seed).integers(9, size=(2, 30)).astype(float)
    assert rank_correlation(one, two) == pytest.approx(spearmanr(one, two).statistic, **CLOSE)
    with np.errstate(all="raise"):
        assert np.isnan(rank_correlation(one, np.ones(30)))
    rows = rank_correlation(np.stack([one, two + 1]), np.stack([two, one * one]))
    each = [float(rank_correlation(one, two)), float(rank_correlation(two, one))]
    assert rows == pytest.approx(each, **CLOSE)


def test_bootstrap_resamples_articles() -> None:
    gold, predicted = random_corpus(3, articles=9)
    pairs = pair_up(gold, predicted)
    bootstrap = Bootstrap(len(pairs), seed=7, resamples=40)
    intervals = bootstrap.intervals(count(pairs), values)
    draws = np.random.default_rng(7).integers(9, size=(40, 9))
    resampled = [score([gold[i] for i in draw], [predicted[i] for i in draw]) for draw in draws]
    macro = np.array([figures.labels.macro_f1 for figures in resampled])
    assert intervals["labels.macro_f1"] == pytest.approx(np.percentile(macro, [2.5, 97.5]), **CLOSE)
    found = np.array([figures.attributions.found.f1 for figures in resampled])
    assert intervals["attributions.found.f1"] == pytest.approx(
        np.percentile(found, [2.5, 97.5]), **CLOSE
    )


def test_figures_of_several_sums_are_those_of_each() -> None:
    sums = np.stack(
        [count(pair_up(*random_corpus(seed, articles=2))).sum(axis=0) for seed in SEEDS]
    )
    together = values(sums)
    for row, own in enumerate(sums):
        for name, value in values(own).items():
            assert together[name][row] == pytest.approx(value, **CLOSE, nan_ok=True), name


def test_intervals_leave_out_what_is_not_defined() -> None:
    assert interval(np.array([np.nan, 1.0, np.nan])) == (1.0, 1.0)
    assert interval(np.array([np.nan])) is None


def test_overlaps() -> None:
    rng = np.random.default_rng(0)
    one, two = rng.random((5, 77)) < 0.4, rng.random((6, 77)) < 0.4
    shared, union = overlaps(one, two)
    assert (shared.dtype, union.dtype) == (np.int64, np.int64)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            assert shared[i, j] == (a & b).sum()
            assert union[i, j] == (a | b).sum()


@pytest.mark.parametrize(
    ("span", "piece"),
    [
        ((0, 3), (0, 1)),
        ((2, 5), (0, 2)),
        ((3, 4), (0, 0)),
        ((1, 1), (0, 0)),
        ((4, 99), (1, 3)),
        ((11, 99), (0, 0)),
        ((7, 8), (0, 0)),
        ((10, 11), (2, 3)),
    ],
)
def test_a_span_has_the_words_that_it_touches(span: Span, piece: Span) -> None:
    assert piece_of(TextWords("one two six"), span) == piece


def test_uncoded_words_leave_the_scope() -> None:
    gold, predicted = random_corpus(5, coded=0.5)
    for article, analysis in zip(gold, predicted, strict=True):
        pair = Pair(article, analysis)
        words = word_spans(article.text)
        for a in article.attributions:
            if a.code is None:
                assert not pair.scope[sorted(inside(words, a.content))].any()
