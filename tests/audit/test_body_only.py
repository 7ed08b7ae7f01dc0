"""What is found in front and back matter is no sourcing."""

import msgspec

from onrecord.audit.body_only import body_only
from onrecord.audit.segment.segmentation import segment
from tests.audit.said import analysis, said, source, spans_of

TEXT = (
    "Mayor Quill Denies Pier Plan\n\n"
    "By Ines Marsh\n\n"
    "One of two engineers, Tom Roe, said the pier was weak. Quill denied that twice.\n\n"
    "Nia Lund contributed reporting from Harlow."
)
HEADLINE = said(TEXT, "Pier Plan", source="Mayor Quill", cue="Denies", id="a1", source_id="s1")
ROE = said(
    TEXT, "the pier was weak", source="Tom Roe", cue="said", id="a2", source_id="s2", parent_id="a1"
)
CREDIT = said(TEXT, "reporting from Harlow", source="Nia Lund", id="a3", source_id="s4")
DENIAL = said(TEXT, "that twice", source="Quill denied", id="a4", source_id="s1")
SOURCES = [
    source("s1", "Quill", spans_of(TEXT, ["Mayor Quill", "Quill denied"])),
    msgspec.structs.replace(source("s2", "Tom Roe", spans_of(TEXT, ["Tom Roe"])), member_of="s3"),
    source("s3", "two engineers"),
    source("s4", "Nia Lund", spans_of(TEXT, ["Nia Lund"])),
]


def test_headlines_and_credits_are_left_out_with_their_sources() -> None:
    found = analysis(HEADLINE, ROE, CREDIT, DENIAL, sources=SOURCES)
    left = body_only(found, segment(TEXT).sentences)
    assert [attribution.id for attribution in left.attributions] == ["a2", "a4"]
    assert [one.id for one in left.sources] == ["s1", "s2", "s3"]
    assert left.sources[0].mentions == spans_of(TEXT, ["Quill denied"])


def test_a_parent_that_is_left_out_is_nobodys_parent() -> None:
    left = body_only(analysis(HEADLINE, ROE, sources=SOURCES), segment(TEXT).sentences)
    assert [attribution.parent_id for attribution in left.attributions] == [None]


def test_an_analysis_of_the_body_stays_as_it_is() -> None:
    found = analysis(msgspec.structs.replace(ROE, parent_id=None), sources=SOURCES[1:3])
    assert body_only(found, segment(TEXT).sentences) is found
