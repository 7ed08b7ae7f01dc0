"""Who speaks, what they are called, which sector and type they have: worked out on paper."""

from collections.abc import Sequence

import msgspec
import pytest

from onrecord.eval.gold.types import GoldAttribution
from onrecord.eval.matching import Pair
from onrecord.eval.metrics import Figures, score
from onrecord.eval.metrics.sources.name_accuracy import full_name
from onrecord.models.labels import Code, Sector
from tests.eval.corpora import gold, predict, words_article

WORDS = 60


def says(
    place: int,
    canonical: str | None,
    code: Code | None = "P",
    *,
    source: bool = True,
    content: tuple[int, int] = (2, 8),
    **said: object,
) -> GoldAttribution:
    """Attribution number `place` of six, of ten words each: source, cue, six words of content."""
    first = 10 * place
    made = gold(
        WORDS,
        [(first, first + 1)] if source else [],
        [(first + 1, first + 2)],
        [(first + content[0], first + content[1])],
        code,
        canonical,
        id=f"g{place}",
    )
    return msgspec.structs.replace(made, **said)


def figures(
    golds: Sequence[GoldAttribution],
    predicted: Sequence[GoldAttribution],
    nested: Sequence[GoldAttribution] = (),
) -> Figures:
    article = msgspec.structs.replace(words_article(WORDS, golds), nested=list(nested))
    return score([article], [predict(predicted)])


def right(golds: Sequence[GoldAttribution], predicted: Sequence[GoldAttribution]) -> float | None:
    """F1 of the right speaker."""
    return figures(golds, predicted).right_speaker.f1


class TestWhatIsNotRequired:
    """Nested attributions and the paper's own voice."""

    outer = says(0, "Ada Brook", content=(2, 9))
    inner = says(0, "Jo Cole", content=(5, 9), id="n0")
    voice = says(1, None, "A")

    def test_the_papers_own_voice_need_not_be_found(self) -> None:
        found = figures([self.outer, self.voice], [self.outer])
        assert found.attributions.found.gold == 1
        assert found.attributions.found.f1 == found.right_speaker.f1 == 1.0
        assert found.words.content.f1 == found.words.cue.f1 == found.spans.exact.cue.f1 == 1.0

    def test_a_prediction_that_matches_it_is_neither_right_nor_wrong(self) -> None:
        taken_for_hearsay = says(1, None, "N")
        found = figures([self.outer, self.voice], [self.outer, taken_for_hearsay])
        assert found.attributions.found.predicted == 1
        assert found.right_speaker.predicted == 1
        for figure in (found.attributions.exact, found.attributions.with_label):
            assert figure.f1 == 1.0

    def test_but_its_words_are_unsourced(self) -> None:
        # In scope: 60 words less two sources and two cues; six of them wrongly anonymous.
        found = figures([self.outer, self.voice], [self.outer, says(1, None, "N")])
        assert found.labels.words == 56
        assert found.labels.accuracy == 50 / 56
        assert found.labels.anonymous.predicted == 6
        assert found.attributed.error == pytest.approx(100 * 6 / 56)

    def test_a_predicted_own_voice_is_no_attribution(self) -> None:
        found = figures([self.outer], [says(0, None, "A", content=(2, 9)), self.voice])
        assert found.attributions.found.predicted == 0
        assert found.attributions.found.recall == 0.0
        assert found.words.content.predicted == 0

    def test_a_prediction_that_matches_an_inner_attribution_better_is_ignored(self) -> None:
        # Four words of seven: Jaccard .57 with the outer content, 1 with the inner one.
        found = figures([self.outer], [self.inner], nested=[self.inner])
        assert found.attributions.found.predicted == 0
        assert found.attributions.found.recall == 0.0
        both = figures([self.outer], [self.outer, self.inner], nested=[self.inner])
        assert both.attributions.found.f1 == both.right_speaker.f1 == 1.0
        without = figures([self.outer], [self.outer, self.inner])
        assert without.attributions.found.precision == 0.5

    def test_one_that_matches_both_alike_counts(self) -> None:
        found = figures([self.outer], [self.outer], nested=[says(0, "Jo Cole", content=(2, 9))])
        assert found.attributions.found.f1 == 1.0

    def test_two_that_match_the_same_inner_one_are_both_ignored(self) -> None:
        shorter = says(0, "Jo Cole", content=(6, 9))
        article = msgspec.structs.replace(words_article(WORDS, [self.outer]), nested=[self.inner])
        pair = Pair(article, predict([self.inner, shorter]))
        assert pair.counted.tolist() == [False, False]


class TestWithSource:
    """Source words where gold has none."""

    golds = (says(0, "Ada Brook"), says(1, "Ada Brook", source=False), says(2, "Jo Cole"))

    def with_source(self, changed: GoldAttribution) -> float | None:
        predicted = [self.golds[0], changed, self.golds[2]]
        return figures(self.golds, predicted).attributions.with_source.recall

    def test_another_mention_of_the_same_speaker_will_do(self) -> None:
        other_mention = msgspec.structs.replace(self.golds[1], source=self.golds[0].source)
        assert self.with_source(other_mention) == 1.0

    def test_a_mention_of_somebody_else_will_not(self) -> None:
        somebody_else = msgspec.structs.replace(self.golds[1], source=self.golds[2].source)
        assert self.with_source(somebody_else) == 2 / 3

    def test_nor_will_words_that_call_nobody(self) -> None:
        nobody = msgspec.structs.replace(self.golds[1], source=says(4, "x").source)
        assert self.with_source(nobody) == 2 / 3

    def test_a_nested_mention_will_do(self) -> None:
        inside = says(3, "Ada Brook", content=(5, 8), id="n3")
        moved = msgspec.structs.replace(self.golds[1], source=inside.source)
        found = figures(self.golds, [self.golds[0], moved, self.golds[2]], nested=[inside])
        assert found.attributions.with_source.f1 == 1.0

    def test_hearsay_has_no_speaker_elsewhere(self) -> None:
        hearsay = says(1, None, "N", source=False)
        found = figures([self.golds[0], hearsay], [self.golds[0], says(1, None, "N")])
        assert found.attributions.with_source.f1 == 0.5


class TestRightSpeaker:
    """What the figure asks of each class of source."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("Ada Brook", 1.0), ("Brook", 1.0), ("Senator Ada Brook", 1.0), ("Jo Brook", 0.0)],
    )
    def test_named(self, name: str, expected: float) -> None:
        assert right([says(0, "Ada Brook")], [says(0, name)]) == expected

    def test_named_without_a_source(self) -> None:
        assert right([says(0, "Ada Brook")], [says(0, None, "N")]) == 0.0

    def test_hearsay_is_right_without_a_source(self) -> None:
        assert right([says(0, None, "N")], [says(0, None, "N")]) == 1.0
        assert right([says(0, None, "N")], [says(0, "a clerk", "X")]) == 0.0

    def test_unnamed_must_be_anonymous(self) -> None:
        assert right([says(0, "a clerk", "X")], [says(0, "whoever", "Q")]) == 1.0
        assert right([says(0, "a clerk", "X")], [says(0, "a clerk", "P")]) == 0.0

    def test_unnamed_may_be_merged_with_one_other_but_not_with_two(self) -> None:
        golds = [says(0, "a clerk", "X"), says(1, "a cook", "X"), says(2, "a guard", "X")]
        two = [says(0, "them", "X"), says(1, "them", "X"), says(2, "a guard", "X")]
        assert right(golds, two) == 1.0
        three = [says(i, "them", "X") for i in range(3)]
        assert right(golds, three) == 0.0

    def test_mentions_that_call_no_gold_speaker_do_not_matter(self) -> None:
        golds = [says(0, "a clerk", "X")]
        predicted = [says(i, "a clerk", "X") for i in range(4)]
        assert figures(golds, predicted).right_speaker.recall == 1.0
        assert figures(golds, predicted).right_speaker.precision == 0.25

    def test_unnamed_without_a_mention_of_its_own_is_wrong(self) -> None:
        golds = [says(0, "a clerk", "X", source=False), says(1, "a cook", "X")]
        predicted = [says(0, "a cook", "X", source=False), says(1, "a cook", "X")]
        assert right(golds, predicted) == 0.5

    def test_elided_words_belong_to_the_speaker_of_the_mentions(self) -> None:
        golds = [says(0, "a clerk", "X"), says(1, "a clerk", "X", source=False)]
        assert right(golds, golds) == 1.0

    def test_precision_and_recall(self) -> None:
        golds = [says(0, "Ada Brook"), says(1, "Jo Cole"), says(2, "Mo Finch")]
        predicted = [says(0, "Ada Brook"), says(1, "Ada Brook"), says(3, "x"), says(4, "y")]
        found = figures(golds, predicted).right_speaker
        assert (found.precision, found.recall) == (1 / 4, 1 / 3)
        assert found.f1 == pytest.approx(2 / 7)
        assert (found.gold, found.predicted) == (3, 4)

    def test_what_nobody_coded_is_left_out(self) -> None:
        golds = [says(0, "Ada Brook"), says(1, None, None)]
        found = figures(golds, [says(0, "Ada Brook"), says(1, "Jo Cole")]).right_speaker
        assert (found.f1, found.gold, found.predicted) == (1.0, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Brook", "Ada Brook", True),
        ("Sen. Ada Brook", "ada brook", True),
        ("the Harbour Board", "Harbour Board", True),
        ("Brook", "Ada Brook", False),
        ("Ada Brook Harbour", "Ada Brook", False),
        ("", "", False),
    ],
)
def test_full_names(one: str, other: str, same: bool) -> None:
    assert full_name(one, other) is full_name(other, one) is same


def test_full_name_accuracy() -> None:
    golds = [says(0, "Ada Brook"), says(1, "Jo Cole"), says(2, "Mo Finch"), says(3, "a", "X")]
    predicted = [says(0, "Brook"), says(1, "Mr. Jo Cole"), says(2, "Al Finch"), says(3, "a", "X")]
    found = figures(golds, predicted).name
    assert (found.accuracy, found.full_accuracy, found.found) == (2 / 3, 1 / 3, 3)


def test_sectors() -> None:
    def of(place: int, sector: Sector | None, code: Code = "P") -> GoldAttribution:
        return says(place, f"Source{place}", code, sector=sector)

    golds = [of(0, "expert"), of(1, "expert"), of(2, "expert"), of(3, "citizen"), of(4, None)]
    predicted = [of(0, "expert"), of(1, "expert"), of(2, "media"), of(3, "media"), of(4, "media")]
    found = figures([*golds, of(5, "media")], [*predicted, says(5, None, "N")]).sector
    assert found.accuracy == 2 / 4
    assert found.mean_recall == pytest.approx((2 / 3 + 0) / 2)
    assert found.found == 4
    assert (found.expert.recall, found.expert.found) == (2 / 3, 3)
    assert (found.citizen.recall, found.citizen.found) == (0.0, 1)
    assert (found.media.recall, found.media.found) == (None, 0)


def test_types() -> None:
    golds = [
        says(0, "a clerk", "X", withheld=True, unnamed="individual"),
        says(1, "a clerk", "X", unnamed="individual"),
        says(2, "the harbour master", "X", unnamed="role"),
        says(3, "polls", "Q"),
        says(4, None, "N"),
        says(5, "cooks", "X", unnamed="group"),
    ]
    predicted = [
        says(0, "a clerk", "X", withheld=True),
        says(1, "Ada Brook"),
        says(2, "a master", "X", unnamed="individual"),
        says(3, "polls", "Q"),
        says(4, None, "N"),
        says(5, "cook", "X", unnamed="role"),
    ]
    found = figures(golds, predicted).type
    # Five are anonymous on both sides; the clerk's second mention is named by mistake.
    assert (found.accuracy, found.found) == (3 / 5, 5)
    assert (found.confidential.recall, found.confidential.found) == (1 / 2, 2)


def test_unnamed_sources_that_gold_gives_no_type_have_none() -> None:
    golds = [says(0, "a clerk", "X")]
    found = figures(golds, golds).type
    assert (found.accuracy, found.found) == (None, 0)
