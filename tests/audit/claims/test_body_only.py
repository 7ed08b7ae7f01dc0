"""What is found around an article is no sourcing, but for its headlines."""

import json

import msgspec

from onrecord.audit.assemble import assemble
from onrecord.audit.claims.body_only import body_only, without_credits
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.reports.content.source_rows import flat, source_list
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView
from tests.audit.said import analysis, said, source, spans_of

TEXT = (
    "Mayor Quill Denies Pier Plan\n\n"
    "Engineers: Old Pier Is Weak\n\n"
    "By Ines Marsh\n\n"
    "BRACKWATER — One of two engineers, Tom Roe, said the pier was weak. "
    "Quill denied that twice.\n\n"
    "Photo: The pier at dusk, by Ada Brook.\n\n"
    "Nia Lund contributed reporting from Harlow."
)
HEADLINE = said(TEXT, "Pier Plan", source="Mayor Quill", cue="Denies", id="a1", source_id="s1")
DECK = said(TEXT, "Old Pier Is Weak", source="Engineers", id="a2", source_id="s5")
BYLINE = said(TEXT, source="Ines Marsh", cue="By", id="a3", source_id="s6")
DATELINE = said(TEXT, source="BRACKWATER", id="a4", source_id="s7")
ROE = said(
    TEXT, "the pier was weak", source="Tom Roe", cue="said", id="a5", source_id="s2", parent_id="a3"
)
DENIAL = said(TEXT, "that twice", source="Quill denied", id="a6", source_id="s1")
CAPTION = said(TEXT, "The pier at dusk", source="Ada Brook", id="a7", source_id="s8")
CREDIT = said(TEXT, "reporting from Harlow", source="Nia Lund", id="a8", source_id="s4")
ALL = (HEADLINE, DECK, BYLINE, DATELINE, ROE, DENIAL, CAPTION, CREDIT)
SOURCES = [
    source("s1", "Quill", spans_of(TEXT, ["Mayor Quill", "Quill denied"])),
    msgspec.structs.replace(source("s2", "Tom Roe", spans_of(TEXT, ["Tom Roe"])), member_of="s3"),
    source("s3", "two engineers"),
    source("s4", "Nia Lund", spans_of(TEXT, ["Nia Lund"])),
    source("s5", "Engineers", spans_of(TEXT, ["Engineers"])),
    source("s6", "Ines Marsh", spans_of(TEXT, ["Ines Marsh"])),
    source("s7", "Brackwater", spans_of(TEXT, ["BRACKWATER"])),
    source("s8", "Ada Brook", spans_of(TEXT, ["Ada Brook"])),
]
PEOPLE = ModelInfo(name="people", version="1", runtime="none", signature="0" * 16)


def audit_of_all() -> Audit:
    found = analysis(*ALL, sources=SOURCES)
    document = Document(id="pier", text=TEXT)
    return assemble(document, found, model=PEOPLE, policy=load_policy("strict"))


def test_bylines_datelines_captions_and_credits_are_left_out_with_their_sources() -> None:
    left = without_credits(TEXT, analysis(*ALL, sources=SOURCES), segment(TextView(TEXT)))
    assert [attribution.id for attribution in left.attributions] == ["a1", "a2", "a5", "a6"]
    assert [one.id for one in left.sources] == ["s1", "s2", "s3", "s5"]
    assert left.sources[0].mentions == spans_of(TEXT, ["Mayor Quill", "Quill denied"])


def test_a_parent_that_is_left_out_is_nobodys_parent() -> None:
    found = analysis(BYLINE, ROE, sources=SOURCES)
    left = without_credits(TEXT, found, segment(TextView(TEXT)))
    assert [attribution.parent_id for attribution in left.attributions] == [None]


def test_an_analysis_of_headlines_and_body_stays_as_it_is() -> None:
    found = analysis(HEADLINE, msgspec.structs.replace(ROE, parent_id=None), sources=SOURCES[:3])
    assert without_credits(TEXT, found, segment(TextView(TEXT))) is found


def test_a_source_of_a_headline_is_in_the_json_and_counts_nowhere() -> None:
    audit = audit_of_all()
    written = json.loads(audit.to_json())
    assert [one["id"] for one in written["attributions"]] == ["a1", "a2", "a5", "a6"]
    assert {one["id"]: one["claims"] for one in written["sources"]} == {
        "s1": 1,
        "s2": 1,
        "s3": 0,
        "s5": 0,
    }
    # Quill and the group that Roe is one of.
    assert audit.balance.sources.total == 2
    assert [row.source_id for row in audit.balance.source_shares] == ["s3", "s1"]
    assert audit.balance.officials.share_of_sources == 0.0
    assert [one.source.id for one in flat(source_list(audit))] == ["s3", "s2", "s1"]
    assert not any("s5" in finding.source_ids for finding in audit.findings)


def test_claims_come_from_the_body_alone() -> None:
    audit = audit_of_all()
    assert {claim.attribution_id for claim in audit.claims if claim.attribution_id} == {"a5", "a6"}


def test_rules_read_the_body_alone() -> None:
    body = body_only(audit_of_all())
    assert [attribution.id for attribution in body.attributions] == ["a5", "a6"]
    assert [one.id for one in body.sources] == ["s1", "s3", "s2"]
    assert body.sources[0].mentions == spans_of(TEXT, ["Quill denied"])


def test_groups_in_a_circle_are_kept_like_others() -> None:
    circle = [
        msgspec.structs.replace(one, member_of=other)
        for one, other in zip(SOURCES[1:3], ("s3", "s2"), strict=True)
    ]
    left = without_credits(TEXT, analysis(BYLINE, ROE, sources=circle), segment(TextView(TEXT)))
    assert [(one.id, one.member_of) for one in left.sources] == [("s2", "s3"), ("s3", "s2")]
