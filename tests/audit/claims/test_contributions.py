"""What each source contributes."""

from onrecord.audit.claims.contributions import with_contributions
from onrecord.audit.claims.make import make_claims
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView
from tests.audit.said import analysis, said, source, spans_of

TEXT = (
    "Pier to Close, Say Brackwater Engineers\n\n"
    "Roe called the pier “quite weak” on Monday.\n\n"
    "“It will fall,” Quill said. “It is old.” She has been the mayor since May."
)
FOUND = analysis(
    said(TEXT, "the pier “quite weak”", source="Roe", cue="called", id="a1", source_id="s2"),
    said(TEXT, "“It will fall,”", "“It is old.”", source="Quill", cue="said", id="a2"),
    sources=[
        source("s1", "Nora Quill", spans_of(TEXT, ["Quill"])),
        source("s2", "Tom Roe", spans_of(TEXT, ["Roe"])),
        source("s3", "engineers", spans_of(TEXT, ["Engineers"])),
    ],
)


def test_the_source_list_counts_claims_words_and_quoted_words() -> None:
    view = TextView(TEXT)
    claims = make_claims(view, segment(view), FOUND)
    listed = with_contributions(view, FOUND.sources, claims)
    rows = {s.id: (s.claims, s.words, s.quoted_words, s.first_paragraph) for s in listed}
    assert rows == {"s1": (2, 6, 6, 2), "s2": (1, 4, 2, 1), "s3": (0, 0, 0, 0)}


def test_the_source_list_is_in_order_of_first_mention() -> None:
    view = TextView(TEXT)
    claims = make_claims(view, segment(view), FOUND)
    listed = with_contributions(view, FOUND.sources, claims)
    assert [s.id for s in listed] == ["s3", "s2", "s1"]


def test_a_source_stands_where_its_first_claim_does() -> None:
    text = "Quill Fears for Pier\n\nRain fell on Brackwater.\n\nThe pier is weak, Quill said."
    claim = said(text, "The pier is weak", cue="said")
    found = analysis(claim, sources=[source("s1", "Nora Quill", [(0, 5)])])
    view = TextView(text)
    (listed,) = with_contributions(view, found.sources, make_claims(view, segment(view), found))
    assert listed.first_paragraph == 2


def test_a_source_without_claims_stands_where_it_is_first_mentioned() -> None:
    text = "Pier to Close\n\nRain fell on Brackwater.\n\nQuill came, and so did Roe."
    mentioned = [source("s1", "Quill", spans_of(text, ["Quill"])), source("s2", "Nobody")]
    listed = with_contributions(TextView(text), mentioned, [])
    assert {one.id: one.first_paragraph for one in listed} == {"s1": 2, "s2": 0}
    (alone,) = with_contributions(TextView(""), [source("s1", "Quill", [(0, 5)])], [])
    assert alone.first_paragraph == 0
