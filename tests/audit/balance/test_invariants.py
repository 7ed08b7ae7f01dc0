"""What holds of every balance, whatever the article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.schema.balance import Balance
from onrecord.models.labels import SECTORS, SourceType
from onrecord.models.types import Source
from tests.audit.balance.pieces import balance_of, source

TYPES: tuple[SourceType, ...] = ("person", "organisation", "confidential", "individual", "group")


@st.composite
def balances(draw: st.DrawFn) -> Balance:
    """Articles of up to thirty sentences, each unsourced or said by one of a few sources."""
    listed = [
        source(
            f"s{i}",
            draw(st.sampled_from(TYPES)),
            draw(st.sampled_from(SECTORS)),
            member_of=draw(st.sampled_from([None, None, "s0", "s1", "s9"])),
        )
        for i in range(draw(st.integers(0, 5)))
    ]
    sentences, said = [], []
    for i in range(draw(st.integers(0, 30))):
        body = " ".join(f"w{i}x{k}" for k in range(draw(st.integers(1, 9))))
        sentences.append(body + "." + draw(st.sampled_from([" ", "\n"])))
        who: Source | None = draw(st.sampled_from([None, *listed]))
        if who is not None:
            said.append((body, "P" if who.label == "named" else "X", who))
        elif draw(st.booleans()):
            said.append((body, "N", None))
    confidence = draw(st.sampled_from([1.0, 0.9, 0.51]))
    return balance_of("".join(sentences), said, listed, confidence=confidence)


def adds_up(shares: list[float | None]) -> bool:
    """Whether shares sum to one, but for the rounding of each."""
    known = [one for one in shares if one is not None]
    return not known or abs(sum(known) - 1) <= 1e-4 * len(known)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(balances())
def test_shares_sum_to_one(balance: Balance) -> None:
    assert adds_up([row.share_of_claims for row in balance.labels])
    assert adds_up([row.share_of_words for row in balance.labels])
    for rows in (balance.source_shares, balance.sector_shares, balance.styles, balance.kinds):
        assert adds_up([row.share_of_attributed_words for row in rows])
        assert sum(row.words for row in rows) == balance.totals.attributed_words


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(balances())
def test_tenths_add_up_to_the_labels(balance: Balance) -> None:
    tenths = balance.position.tenths
    assert sum(row.words for row in tenths) == balance.totals.words
    assert max(row.words for row in tenths) - min(row.words for row in tenths) <= 1
    for label in ("named", "anonymous", "unsourced"):
        in_rows = sum(getattr(row, label) for row in tenths)
        assert in_rows == next(r.words for r in balance.labels if r.label == label)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(balances())
def test_parts_add_up_to_their_wholes(balance: Balance) -> None:
    anonymous = balance.anonymous
    assert sum(row.words for row in anonymous.by_type) == anonymous.words
    assert sum(row.claims for row in anonymous.by_type) == anonymous.claims
    counts = balance.sources
    for part in (counts.by_label, counts.by_type, counts.by_sector):
        assert sum(row.sources for row in part) == counts.total
    confidential = balance.confidential
    assert confidential.with_reason + confidential.without_reason == confidential.sources


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(balances())
def test_numbers_of_sources_stay_in_their_bounds(balance: Balance) -> None:
    found = balance.concentration
    if found.effective_sources is not None and found.inverse_simpson is not None:
        assert 1 - 1e-4 <= found.inverse_simpson <= found.effective_sources + 1e-4
        assert found.effective_sources <= found.sources + 1e-4
    for row in balance.labels:
        if row.estimate is not None:
            assert 0 <= row.estimate.low <= row.estimate.mean <= row.estimate.high <= 1
