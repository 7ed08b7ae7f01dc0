"""Agreement between annotators, against hand-worked examples and public implementations."""

import json
from pathlib import Path

import krippendorff
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from onrecord.eval.agreement.agreement import Agreement, PairAgreement, agreement
from onrecord.eval.agreement.coefficients import cohen_kappa, krippendorff_alpha
from onrecord.eval.agreement.report import to_markdown
from onrecord.eval.gold import AnnotatedArticle, AnnotatedData, GoldError, load_annotated
from onrecord.eval.gold.types import GoldAttribution

pytestmark = pytest.mark.slow

TEXT = "Ada Brook said that it rains today. Jo Cole believes | it snows *now*."
#: Characters of words of the text.
BROOK, SAID, RAINS, RAINS_TODAY = (0, 9), (10, 14), (15, 28), (15, 34)
COLE, BELIEVES, SNOWS = (36, 43), (44, 52), (55, 69)


def one(id: str, *, source, cue, content, code="P", sector="citizen", canonical="Ada Brook"):  # type: ignore[no-untyped-def]
    return GoldAttribution(
        id=id,
        source=[source] if source else [],
        cue=[cue],
        content=[content],
        code=code,
        sector=sector,
        canonical=canonical,
    )


KIM = [
    one("E1", source=BROOK, cue=SAID, content=RAINS),
    one("E2", source=COLE, cue=BELIEVES, content=SNOWS, canonical="Jo Cole"),
]
LEE = [one("E1", source=BROOK, cue=SAID, content=RAINS_TODAY, code="X", canonical="a woman")]


def data(*articles: dict[str, list[GoldAttribution]]) -> AnnotatedData:
    return AnnotatedData(
        articles=[
            AnnotatedArticle(id=f"article {i}", text=TEXT, annotators=annotators)
            for i, annotators in enumerate(articles, start=1)
        ],
        sha256="0" * 64,
    )


@pytest.fixture
def found() -> Agreement:
    """Two annotators of one article."""
    return agreement(data({"kim": KIM, "lee": LEE}))


def test_figures_by_hand(found: Agreement) -> None:
    pair = found.together
    # The text has 13 words. Content: 3 + 3 words by one, 4 by the other, 3 by both.
    assert found.words == 13
    assert pair.roles["content"].words_f1 == pytest.approx(2 * 3 / (6 + 4))
    assert pair.roles["source"].words_f1 == pytest.approx(2 * 2 / (4 + 2))
    # Sources: both 2 words, neither 9, one alone 2; by chance (4 * 2 + 9 * 11) / 13 ** 2.
    chance = (4 * 2 + 9 * 11) / 169
    assert pair.roles["source"].kappa == pytest.approx((11 / 13 - chance) / (1 - chance))
    assert pair.found_f1 == pytest.approx(2 * 1 / 3)
    assert pair.exact_f1 == 0
    assert pair.with_source_f1 == pytest.approx(2 * 1 / 3)
    # Words in content, outside kim's sources and cues: 6 and 4 of 7; outside lee's: 6 and 4 of 10.
    assert pair.apart == pytest.approx(100 * ((6 - 4) / 7 + (6 - 4) / 10) / 2)
    assert (pair.codes, pair.names, pair.sectors) == (0, 0, 1)


def test_labels_by_hand(found: Agreement) -> None:
    # Outside both's sources and cues 7 words: named and anonymous 3, unsourced and anonymous 1,
    # named and unsourced 3.
    confusion = np.array([[0, 3, 3], [0, 0, 0], [0, 1, 0]])
    assert found.together.labels_kappa == pytest.approx(cohen_kappa(confusion))


def test_disagreements_by_hand(found: Agreement) -> None:
    said = {d.aspect: d.said for d in found.disagreements}
    assert said == {
        "content": {"kim": "that it rains", "lee": "that it rains today"},
        "code": {"kim": "P", "lee": "X"},
        "name": {"kim": "Ada Brook", "lee": "a woman"},
        "attribution": {"kim": "E2", "lee": None},
    }


def test_full_agreement(found: Agreement) -> None:
    full = agreement(data({"kim": KIM, "lee": KIM, "mo": KIM}))
    assert full.disagreements == []
    assert full.alpha.tags == full.alpha.labels == 1
    together = full.together
    assert {together.found_f1, together.exact_f1, together.tags_kappa, together.codes} == {1}
    assert together.apart == 0 and together.names == 1
    assert [p.annotators for p in full.pairs] == [["kim", "lee"], ["kim", "mo"], ["lee", "mo"]]
    assert full.together.articles == 3 and full.each["mo"].articles == 2


def test_without_codes_there_are_no_figures_of_codes() -> None:
    bare = [msgspec.structs.replace(a, code=None, sector=None, canonical=None) for a in KIM]
    found = agreement(data({"kim": bare, "lee": LEE}))
    pair = found.together
    assert pair.labels_kappa is pair.codes is pair.codes_kappa is pair.names is None
    assert found.alpha.labels is None
    assert {d.aspect for d in found.disagreements} == {"content", "attribution"}


def test_articles_of_one_annotator_are_counted_apart() -> None:
    found = agreement(data({"kim": KIM, "lee": LEE}, {"kim": KIM}))
    assert (found.articles, found.single) == (1, 1)
    with pytest.raises(GoldError, match="None of the 1 articles has two annotators"):
        agreement(data({"kim": KIM}))


def test_the_order_of_annotators_may_differ_between_articles() -> None:
    found = agreement(data({"kim": KIM, "lee": LEE}, {"lee": LEE, "kim": KIM}))
    assert [p.articles for p in found.pairs] == [2]
    assert found.together.found_f1 == pytest.approx(2 / 3)


def test_nothing_annotated_gives_no_figures() -> None:
    found = agreement(data({"kim": [], "lee": []}))
    assert found.together.found_f1 is None and found.together.tags_kappa is None
    assert "NaN" not in found.to_json()
    assert "None." in to_markdown(found)


def test_json_and_markdown(found: Agreement) -> None:
    assert msgspec.json.decode(found.to_json(), type=Agreement) == found
    assert json.loads(found.to_json())["together"]["roles"]["content"]["words_f1"] == 0.6
    report = to_markdown(found)
    assert "2 annotators (kim, lee) on 1 articles of 13 words" in report
    assert "| Content | 0.600 |" in report
    assert "4: " in report and "… and" not in report
    assert "… and 3 more in the JSON." in to_markdown(found, listed=1)


def test_what_people_wrote_is_no_markup() -> None:
    marked = [msgspec.structs.replace(KIM[1], id="<b>|*E2*", canonical="a\n# b")]
    report = to_markdown(agreement(data({"kim": marked, "<i>lee": LEE})))
    assert "<b>" not in report and "<i>" not in report
    assert not any(line.startswith("# b") for line in report.splitlines())


confusions = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 20), min_size=n, max_size=n), min_size=n, max_size=n)
)


@given(confusions)
def test_kappa_is_scikit_learns(rows: list[list[int]]) -> None:
    confusion = np.array(rows)
    pairs = [(i, j) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]
    ours = cohen_kappa(confusion)
    if len({value for pair in pairs for value in pair}) < 2:
        assert ours is None
    else:
        first, second = zip(*pairs, strict=True)
        assert ours == pytest.approx(cohen_kappa_score(first, second), abs=1e-9)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=30
    )
)
def test_alpha_is_krippendorffs(units: list[list[int | None]]) -> None:
    votes = np.array([[unit.count(value) for value in range(4)] for unit in units])
    ours = krippendorff_alpha(votes)
    judged = [unit for unit in votes if unit.sum() > 1]
    if len(judged) == 0 or np.count_nonzero(np.sum(judged, axis=0)) < 2:
        assert ours is None
    else:
        theirs = krippendorff.alpha(value_counts=votes, level_of_measurement="nominal")
        assert ours == pytest.approx(theirs, abs=1e-9)


def test_the_human_ceiling_of_the_shared_data(shared: Path) -> None:
    """Two trained people: each against each of the others, all pairs pooled (micro)."""
    found = agreement(load_annotated([shared / "polnear" / "annotators.jsonl.gz"]))
    human: PairAgreement = found.together
    assert (found.articles, human.articles) == (18, 265)
    figures = [human.roles[role].words_f1 for role in ("content", "source", "cue")]
    figures += [human.found_f1, human.with_source_f1]
    assert [round(f or 0, 2) for f in figures] == [0.91, 0.81, 0.70, 0.80, 0.76]
    assert round(human.apart or 0, 1) == 6.6
