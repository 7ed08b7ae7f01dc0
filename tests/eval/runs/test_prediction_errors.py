"""The kinds of errors, each on the smallest example."""

import msgspec
import pytest

from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.eval.matching import Pair
from onrecord.eval.runs.prediction_errors import MEANINGS, find_errors
from onrecord.eval.runs.report.role_passages import extent, segments, window
from onrecord.models.types import WordLabels
from tests.eval.corpora import gold, gold_with, predict, random_corpus, words_article

ONE = gold(20, [(0, 1)], [(1, 2)], [(2, 8)], "P", "Ada Brook", "g1")
TWO = gold(20, [(9, 10)], [(10, 11)], [(11, 17)], "X", "a clerk", "g2")


def kinds(golds: list[GoldAttribution], predicted: list[GoldAttribution]) -> list[str]:
    return [e.kind for e in find_errors([Pair(words_article(20, golds), predict(predicted))])]


def content(first: int, last: int) -> GoldAttribution:
    return msgspec.structs.replace(ONE, content=gold(20, [], [], [(first, last)]).content)


def test_gold_has_no_errors() -> None:
    assert kinds([ONE, TWO], [ONE, TWO]) == []


@pytest.mark.parametrize(
    ("golds", "predicted", "expected"),
    [
        ([ONE, TWO], [ONE], ["missed"]),
        ([ONE], [ONE, TWO], ["invented"]),
        ([ONE], [content(2, 9)], ["too long"]),
        ([ONE], [content(2, 7)], ["too short"]),
        ([ONE], [content(4, 5)], ["too short"]),
        ([ONE], [content(2, 5), content(5, 8)], ["split"]),
        ([ONE, TWO], [content(2, 17)], ["joined"]),
        ([ONE], [gold(20, [(9, 10)], [(1, 2)], [(2, 8)])], ["wrong source"]),
        ([ONE], [gold_with(ONE, "X", "a clerk")], ["wrong class"]),
        ([ONE], [gold_with(ONE, "O", "Ada Brook")], ["wrong code"]),
        ([ONE], [gold_with(ONE, "P", "Tom Hale")], ["wrong name"]),
        ([ONE], [gold_with(ONE, "P", "Brook")], ["inexact name"]),
        ([gold_with(ONE, "Q", "polls")], [gold_with(ONE, "N", "")], ["wrong code", "wrong type"]),
        ([gold_with(ONE, "A", "")], [gold_with(ONE, "N", "")], []),
        ([gold_with(ONE, "A", "")], [], []),
    ],
)
def test_kinds(
    golds: list[GoldAttribution], predicted: list[GoldAttribution], expected: list[str]
) -> None:
    assert kinds(golds, predicted) == expected


def test_a_pronoun_that_stands_for_somebody_else() -> None:
    text = "Ada Brook left. She said that it leaks."
    attribution = GoldAttribution(
        id="g1",
        source=[(16, 19)],
        cue=[(20, 24)],
        content=[(25, 38)],
        code="P",
        canonical="Ada Brook",
    )
    article = GoldArticle(id="one", text=text, attributions=[attribution])
    wrong = predict([gold_with(attribution, "P", "Eva Hale")])
    (error,) = find_errors([Pair(article, wrong)])
    assert error.kind == "wrong person"
    assert error.detail == "Ada Brook taken for Eva Hale"


def test_uncoded_gold_has_no_wrong_class() -> None:
    uncoded = msgspec.structs.replace(ONE, code=None, canonical=None)
    assert kinds([uncoded], [gold_with(ONE, "X", "a clerk")]) == []


def test_the_most_frequent_kind_and_the_surest_error_come_first() -> None:
    analysis = predict([content(2, 9)], confidence=0.7)
    sure = predict([TWO], confidence=0.9)
    article = words_article(20, [ONE])
    labels = WordLabels(spans=[(0, 1)] * 20, named=[0.2] * 20, anonymous=[0.1] * 20)
    unsure = msgspec.structs.replace(predict([TWO], confidence=0.4), word_labels=labels)
    sure = msgspec.structs.replace(sure, word_labels=labels)
    errors = find_errors([Pair(article, a) for a in (analysis, unsure, sure)])
    assert [e.kind for e in errors] == ["invented", "invented", "missed", "missed", "too long"]
    assert [e.confidence for e in errors[:2]] == [0.9, 0.4]
    assert errors[2].confidence == pytest.approx(0.7)
    assert errors[4].confidence is None, "no probabilities, no confidence"


@pytest.mark.parametrize("seed", range(6))
def test_every_attribution_is_right_or_has_an_error(seed: int) -> None:
    for article, analysis in zip(*random_corpus(seed), strict=True):
        pair = Pair(article, analysis)
        errors = find_errors([pair])
        assert {e.kind for e in errors} <= set(MEANINGS)
        right = {m.gold for m in pair.matches if m.exact}
        blamed = {id for e in errors for id in e.gold}
        for i, attribution in enumerate(article.attributions):
            assert i in right or attribution.id in blamed or not pair.required[i]
        right = {m.predicted for m in pair.matches if m.exact}
        blamed = {id for e in errors for id in e.predicted}
        for j, answer in enumerate(analysis.attributions):
            assert j in right or answer.id in blamed or not pair.counted[j]


def test_passages_keep_the_text_and_mark_the_roles() -> None:
    article = words_article(200, [gold(200, [(50, 51)], [(51, 52)], [(52, 60)], "P")])
    around = extent(article.attributions)
    assert around is not None
    passage = window(article.text, around)
    found = segments(article.text, passage, article.attributions)
    assert "".join(s.text for s in found).strip("… ") == article.text[slice(*passage)].strip()
    assert [s.role for s in found if s.role] == ["source", "cue", "content"]
    assert found[0].text == found[-1].text[::-1] == "… "
    assert article.text[passage[0] - 1] == article.text[passage[1]] == " "


def test_long_passages_lose_their_middle() -> None:
    article = words_article(900, [gold(900, [(0, 1)], [(1, 2)], [(2, 900)], "P")])
    around = extent(article.attributions)
    assert around is not None
    found = segments(article.text, window(article.text, around), article.attributions)
    assert len("".join(s.text for s in found)) < 1300
    assert any("[…]" in s.text for s in found)


def test_attributions_without_words_have_no_extent() -> None:
    assert extent([]) is None
