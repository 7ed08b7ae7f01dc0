"""Cutting an article into marked pieces."""

from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.reports.content.marking import mark
from onrecord.audit.schema.audit import Audit, Claim, Finding
from onrecord.models.types import Span
from tests.audit.reports.cases import meals_audit


@st.composite
def apart(draw: st.DrawFn) -> list[Span]:
    """Spans inside the text that do not overlap, in text order."""
    length = len(meals_audit().article.text or "")
    ends = sorted(draw(st.sets(st.integers(0, length), max_size=12)))
    return list(zip(ends[::2], ends[1::2], strict=False))


def claim(number: int, spans: list[Span]) -> Claim:
    return Claim(
        id=f"c{number}",
        spans=spans,
        sentence=0,
        paragraph=0,
        label="unsourced",
        type=None,
        style=None,
        confidence=1.0,
        attribution_id=None,
        source_id=None,
    )


def finding(spans: list[Span]) -> Finding:
    return Finding(
        rule="r",
        level="warning",
        message="m",
        spans=spans,
        claim_ids=[],
        source_ids=[],
        standards=["s"],
    )


def with_spans(claims: list[Span], findings: list[list[Span]]) -> Audit:
    return msgspec.structs.replace(
        meals_audit(),
        claims=[claim(i, [span]) for i, span in enumerate(claims)],
        findings=[finding(spans) for spans in findings],
    )


def test_pieces_cover_every_paragraph() -> None:
    for paragraph in mark(meals_audit()):
        runs = [run.span for piece in paragraph.pieces for run in piece.runs]
        assert runs[0][0] == paragraph.span[0]
        assert runs[-1][1] == paragraph.span[1]
        assert all(left[1] == right[0] for left, right in pairwise(runs))


def test_every_claim_has_its_spans_and_one_first_and_one_last_piece() -> None:
    pieces = [
        p for paragraph in mark(meals_audit()) for p in paragraph.pieces if p.claim is not None
    ]
    for one in meals_audit().claims:
        own = [piece for piece in pieces if piece.claim is one]
        assert [(p.runs[0].span[0], p.runs[-1].span[1]) for p in own] == one.spans
        assert [piece.first for piece in own] == [True] + [False] * (len(own) - 1)
        assert [piece.last for piece in own] == [False] * (len(own) - 1) + [True]


def test_words_of_sources_are_told_from_the_rest() -> None:
    text = meals_audit().article.text or ""
    runs = [
        r for paragraph in mark(meals_audit()) for piece in paragraph.pieces for r in piece.runs
    ]
    sources = {text[slice(*run.span)] for run in runs if run.role == "source"}
    grants = {text[slice(*run.span)] for run in runs if run.role == "grant"}
    assert {"Delphine Marsh", "Mayor Tobias Renn", "parents"} <= sources
    assert grants == {"They asked not to be named because they feared for their jobs"}


def test_front_and_back_matter_is_told_from_the_body() -> None:
    zones = {paragraph.number: paragraph.zone for paragraph in mark(meals_audit())}
    assert zones[1] == "front"
    assert zones[max(zones)] == "back"


@settings(deadline=None)
@given(apart(), st.lists(apart(), max_size=4))
def test_any_claims_and_findings_leave_the_text_whole(
    claims: list[Span], findings: list[list[Span]]
) -> None:
    audit = with_spans(claims, findings)
    runs = [r for paragraph in mark(audit) for piece in paragraph.pieces for r in piece.runs]
    covered = sum(end - start for run in runs for start, end in [run.span])
    assert covered == sum(end - start for start, end in meals_audit().article.paragraphs)
    for number, spans in enumerate(findings):
        marked = sum(r.span[1] - r.span[0] for r in runs if number in r.findings)
        inside = sum(
            max(0, min(end, stop) - max(start, begin))
            for start, end in spans
            for begin, stop in meals_audit().article.paragraphs
        )
        assert marked == inside


def test_passages_of_findings_start_where_they_say() -> None:
    audit = with_spans([], [[(120, 126), (225, 234)], [(120, 234)]])
    starts = {
        (anchor.finding, anchor.passage): run.span[0]
        for paragraph in mark(audit)
        for piece in paragraph.pieces
        for run in piece.runs
        for anchor in run.anchors
    }
    assert starts == {(0, 0): 120, (0, 1): 225, (1, 0): 120}
