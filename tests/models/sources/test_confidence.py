"""How sure labels are: calibrated probabilities of attributions, and of every word."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.models.config import SourceConfig
from onrecord.models.decoding.relations import Decoded, Relation
from onrecord.models.labels import CODES, LABELS
from onrecord.models.linking.link import Linked
from onrecord.models.scaling import Scaling
from onrecord.models.sources.calibration import Calibration
from onrecord.models.sources.confidence import label_probabilities, word_labels
from onrecord.models.text.view import TextView
from onrecord.models.types import WordLabels
from tests.models.miniature import linked_mentions

NAMED, ANONYMOUS, UNSOURCED = (LABELS.index(label) for label in ("named", "anonymous", "unsourced"))
SHARES = st.lists(st.floats(0.001, 1), min_size=len(CODES), max_size=len(CODES)).map(
    lambda raw: np.array(raw, dtype=np.float32) / sum(raw)
)


def linked(rows: list[np.ndarray], cluster_of: list[int | None]) -> Linked:
    """Relations with the probabilities of each code given, in these clusters."""
    found = linked_mentions({}, [None] * len(rows), [[]] * len(rows))
    code = np.log(np.stack(rows)).astype(np.float32)
    return replace(found, code=code, cluster_of=cluster_of)


def shares(**codes: float) -> np.ndarray:
    """Probabilities of some codes; the others share what is left."""
    left = (1 - sum(codes.values())) / (len(CODES) - len(codes))
    return np.array([codes.get(code, left) for code in CODES], dtype=np.float32)


def test_a_label_is_as_likely_as_its_codes_together() -> None:
    row = shares(P=0.4, O=0.2, D=0.1, X=0.1, Q=0.05, N=0.05)
    (found,) = label_probabilities(linked([row], [None]), [], Calibration())
    assert found[[NAMED, ANONYMOUS, UNSOURCED]] == pytest.approx([0.7, 0.2, 0.1], abs=1e-6)


def test_the_mentions_of_a_source_are_as_sure_as_each_other() -> None:
    rows = [shares(P=0.9), shares(X=0.9), shares(N=0.9)]
    joined = [np.log(shares(P=0.6, X=0.3))]
    found = label_probabilities(linked(rows, [0, 0, None]), joined, Calibration())
    assert found[0] == pytest.approx(found[1])
    assert found[0, NAMED] == pytest.approx(0.6 + 2 * 0.02, abs=1e-6)
    assert found[2, ANONYMOUS] > 0.9


def test_scores_are_left_as_they_were() -> None:
    own = linked([shares(P=0.9)], [0])
    before = own.code.copy()
    label_probabilities(own, [np.log(shares(X=0.9))], Calibration())
    assert np.array_equal(own.code, before)


@pytest.mark.slow
@given(SHARES, st.floats(0.3, 3), st.floats(-2, 2))
def test_the_likeliest_label_is_calibrated_and_the_others_share_the_rest(
    row: np.ndarray, temperature: float, bias: float
) -> None:
    scaling = Scaling(temperature, bias)
    one = linked([row], [None])
    (raw,) = label_probabilities(one, [], Calibration())
    (found,) = label_probabilities(one, [], Calibration(label=scaling))
    second, first = sorted(raw)[-2:]
    assume(first - second > 1e-6)  # of two that are as likely, rounding chooses one
    top = int(raw.argmax())
    assert found.sum() == pytest.approx(1)
    assert found[top] == pytest.approx(scaling(raw[top]), abs=1e-6)
    others = [k for k in range(len(LABELS)) if k != top]
    assert found[others[0]] * raw[others[1]] == pytest.approx(
        found[others[1]] * raw[others[0]], abs=1e-6
    )


TEXT = "“Yes,” Ada said. It rained."


def labelled(content: list[float], calibration: Calibration) -> WordLabels:
    """The word labels of TEXT, whose first three tokens are the content of a named source."""
    tokens = TextView(TEXT).tokens
    assert len(tokens) == len(content)
    relation = Relation(
        source=(4, 5),
        cue=(5, 6),
        content=[(0, 4)],
        content_probability=0.9,
        arc_probability=0.9,
        source_probability=0.9,
    )
    probabilities = np.zeros((1, len(LABELS)))
    probabilities[0, [NAMED, ANONYMOUS]] = 0.75, 0.2
    decoded = Decoded([relation], np.array(content, dtype=np.float32))
    config = SourceConfig(named_share=0.9)
    return word_labels(tokens, decoded, probabilities, calibration, config)


def test_words_have_the_label_of_their_attribution_and_marks_have_none() -> None:
    content = [0.1, 0.8, 0.1, 0.1, 0.1, 0.2, 0.1, 0.5, 0.0001, 0.1]
    found = labelled(content, Calibration())
    assert [TEXT[s:e] for s, e in found.spans] == ["Yes", "Ada", "said", "It", "rained"]
    assert found.named == pytest.approx([0.6, 0.09, 0.18, 0.45, 0.0001], abs=6e-5)
    assert found.anonymous == pytest.approx([0.16, 0.01, 0.02, 0.05, 0.0], abs=6e-5)


def test_words_are_content_with_a_calibrated_probability_of_four_decimals() -> None:
    scaling = Scaling(2.0, 0.5)
    content = [0.1, 0.8, 0.1, 0.1, 0.1, 0.2, 0.1, 0.5, 0.0001, 0.1]
    claims = {"named": Scaling(1.5, 0.0)}
    found = labelled(content, Calibration(content=scaling, claims=claims))  # type: ignore[arg-type]
    assert found.named[0] == round(0.75 * scaling(0.8), 4)
    assert found.of_claims == claims
    assert all(p == round(p, 4) for p in [*found.named, *found.anonymous])
