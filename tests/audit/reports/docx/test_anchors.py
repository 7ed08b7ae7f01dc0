"""The marks of comments around passages: where they stand, and that nothing else changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from onrecord.audit.ingest.docx.read_docx import word_text
from onrecord.audit.reports.docx.anchors import anchor
from onrecord.audit.reports.docx.comment_parts import with_comments
from onrecord.audit.reports.docx.remarks import Remark
from onrecord.models.types import Span
from tests.audit.ingest.docx.word_files import (
    deleted,
    inserted,
    link,
    link_target,
    note_mark,
    notes,
    paragraph,
    run,
    word_file,
)
from tests.audit.reports.docx.commented import bare, comments_of, members

_FIELD = "<w:fldSimple w:instr='DATE'>" + run("3 May") + "</w:fldSimple>"
_RUBY = (
    f"<w:r><w:ruby><w:rt>{run('gloss')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
)
_RICH = (
    "<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:t>The bold dam</w:t><w:tab/>"
    "<w:t>held</w:t><w:br/><w:t>fast</w:t></w:r>"
)
BODY = (
    paragraph("Dam holds", style="Title")
    + paragraph("On ", _FIELD, ", ", _RICH, inserted(" for two days"), deleted(" and a night"), ".")
    + paragraph("A ", link("rId7", "report by Pell"), " said so.", note_mark("footnote", 2))
    + f"<w:tbl><w:tr><w:tc>{paragraph('A ', _RUBY, ' cell')}</w:tc></w:tr></w:tbl>"
)


def file() -> bytes:
    part, relation = notes("footnotes", "The report is of March.")
    return word_file(
        BODY,
        parts={"word/footnotes.xml": part},
        relations=relation + link_target("rId7", "https://a.example/"),
    )


def marked(spans: list[Span | None]) -> bytes:
    """The file with a comment on each passage."""
    found = word_text(file(), name="dam.docx")
    numbered = list(enumerate(spans))
    anchor(found.pieces, found.top, numbered)
    remarks = [(number, Remark(span, (f"On {span}",))) for number, span in numbered]
    return with_comments(found.file, found.root, remarks, date=None)


TEXT = word_text(file(), name="dam.docx").content.text


def span_of(words: str) -> Span:
    at = TEXT.index(words)
    return at, at + len(words)


@pytest.mark.parametrize(
    "words",
    [
        "bold",
        "The bold dam",
        "dam\theld\nf",
        "two days",
        "fast for two",
        "A report",
        "by Pell said",
    ],
)
def test_a_comment_is_on_its_words(words: str) -> None:
    assert [one.passage for one in comments_of(marked([span_of(words)]))] == [words]


@pytest.mark.parametrize("words", ["May", "ase", "A bas"])
def test_what_cannot_be_split_is_taken_whole(words: str) -> None:
    (comment,) = comments_of(marked([span_of(words)]))
    assert words in comment.passage.replace("gloss", "")
    assert len(comment.passage) < 16


def test_a_comment_on_a_note_is_at_its_mark() -> None:
    data = marked([span_of("of March")])
    (comment,) = comments_of(data)
    assert comment.passage == ""
    root = etree.fromstring(members(data)["word/document.xml"])
    (mark,) = root.iter("{*}footnoteReference")
    before, after = mark.getparent().getprevious(), mark.getparent().getnext()  # type: ignore[union-attr]
    assert before is not None and before.tag.endswith("commentRangeStart")
    assert after is not None and after.tag.endswith("commentRangeEnd")


def test_what_concerns_the_whole_is_at_the_headline() -> None:
    assert [one.passage for one in comments_of(marked([None]))] == ["Dam holds"]


def test_marks_stand_outside_what_they_are_wholly_on() -> None:
    root = etree.fromstring(
        members(marked([span_of("report by Pell"), span_of("for two days")]))["word/document.xml"]
    )
    for mark in root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference"):
        holder = mark.getparent()
        if mark.tag.endswith("Reference"):
            holder = holder.getparent() if holder is not None else None
        assert holder is not None
        assert holder.tag.endswith(("}p", "}ins")), "it must not stand in a link"


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted), max_size=8
    )
)
def test_any_passages_leave_the_rest_as_it_was(pairs: list[list[int]]) -> None:
    spans: list[Span | None] = [(start, end) for start, end in pairs]
    data = marked(spans)
    original = file()
    assert bare(members(data)["word/document.xml"]) == bare(members(original)["word/document.xml"])
    assert len(comments_of(data)) == len(spans) if spans else True
    assert word_text(data, name="dam.docx").content == word_text(original, name="dam.docx").content
