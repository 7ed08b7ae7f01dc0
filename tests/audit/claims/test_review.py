"""Which claims are marked for review."""

from onrecord.audit.claims.review import mark_for_review
from onrecord.audit.schema.audit import Claim


def claims(confidences: list[float]) -> list[Claim]:
    return [
        Claim(
            id=f"c{number}",
            spans=[(number, number + 1)],
            sentence=0,
            paragraph=0,
            label="unsourced",
            type=None,
            style=None,
            confidence=confidence,
            attribution_id=None,
            source_id=None,
        )
        for number, confidence in enumerate(confidences)
    ]


def marked(confidences: list[float]) -> list[str]:
    return [claim.id for claim in mark_for_review(claims(confidences)) if claim.review]


def test_the_least_certain_tenth_is_marked() -> None:
    assert marked([0.5, 0.4, *[0.95] * 18]) == ["c0", "c1"]
    assert marked([0.5, 0.4, 0.6, *[0.95] * 17]) == ["c0", "c1"]


def test_certain_claims_are_never_marked() -> None:
    assert marked([0.9, 0.95, 1.0]) == []


def test_a_short_article_may_have_one() -> None:
    assert marked([0.7, 0.8, 0.95]) == ["c0"]


def test_of_equals_the_first_is_marked() -> None:
    assert marked([0.6] * 10) == ["c0"]


def test_an_article_without_claims_has_none() -> None:
    assert marked([]) == []
