"""Waivers: which findings they let pass."""

import pytest

from onrecord.audit.decisions.types import Quote, Waive
from onrecord.audit.schema.audit import Finding
from onrecord.models.types import Span
from tests.audit.decisions.made import made
from tests.audit.decisions.pier import TEXT, on, settle, span_of


def finding(rule: str, *spans: Span) -> Finding:
    return Finding(
        rule=rule, level="error", message="x", spans=list(spans), claim_ids=[], source_ids=[],
        standards=[],
    )  # fmt: skip


FOUND = [
    finding("hearsay", span_of("the pier was sold twice")),
    finding("hearsay", span_of("the books were lost"), span_of("“the rent was paid”")),
    finding("balance"),
    finding("other", span_of("the pier was sold twice")),
]


@pytest.mark.parametrize(
    ("rule", "quotes", "waived"),
    [
        ("hearsay", ["the pier was sold twice"], [0]),
        ("hearsay", ["sold"], [0]),
        ("hearsay", ["the books were lost", "“the rent was paid”"], [1]),
        ("hearsay", ["the books", "the rent", "pier was sold"], [0, 1]),
        ("balance", [], [2]),
    ],
)
def test_a_waiver_is_about_the_findings_whose_passages_it_quotes(
    rule: str, quotes: list[str], waived: list[int]
) -> None:
    decision = Waive(rule=rule, reason="settled", on=[on(words) for words in quotes], **made())
    done = settle(decision)
    after = done.waive(FOUND)
    assert [n for n, one in enumerate(after) if one.waived] == waived
    assert {one.waived for one in after} == {None, "settled"}
    assert done.outcome().applied == 1


@pytest.mark.parametrize(
    ("rule", "quotes", "message"),
    [
        ("unknown", [], "the audit has no finding of this rule"),
        ("hearsay", ["the books were lost"], "the finding now covers more passages"),
        ("hearsay", ["the bay"], "there is no finding at these words"),
        ("hearsay", [], "there is no finding at these words"),
        ("balance", ["the bay"], "there is no finding at these words"),
        ("hearsay", ["a boat that nobody has seen"], "these words are no longer in the text"),
    ],
)
def test_a_waiver_that_fits_no_finding_is_listed(
    rule: str, quotes: list[str], message: str
) -> None:
    made_of = [on(words) if words in TEXT else Quote(exact=words) for words in quotes]
    done = settle(Waive(rule=rule, reason="settled", on=made_of, **made()))
    assert done.waive(FOUND) == FOUND
    assert [note.message for note in done.outcome().unmatched] == [message]
    assert done.outcome().applied == 0


def test_a_waiver_holds_where_some_of_its_words_are_gone() -> None:
    quotes = [Quote(exact="a boat that nobody has seen"), on("the pier was sold twice")]
    done = settle(Waive(rule="hearsay", reason="settled", on=quotes, **made()))
    assert [one.waived for one in done.waive(FOUND)] == ["settled", None, None, None]
