"""Word files as articles: what is read, what is left out, and where each word stands."""

import io
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.docx.read_docx import read_docx, word_text
from onrecord.audit.ingest.reader import read_bytes, read_document
from tests.audit.ingest.docx.word_files import (
    OFFICE,
    STRICT,
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


def text_of(*body: str, **more: str) -> str:
    return read_docx(word_file("".join(body), **more), name="draft.docx").text  # type: ignore[arg-type]


def test_headings_paragraphs_lists_and_tables() -> None:
    document = Document()
    document.add_heading("Ferry to Skerry Point is cut to two runs a day", 0)
    document.add_paragraph("By Tove Lind")
    lead = document.add_paragraph("The ferry will make ")
    lead.add_run("two").bold = True
    lead.add_run(" runs a day from June, said Ulla Breck, who runs the line.")
    document.add_heading("What changes", 2)
    document.add_paragraph("The first boat leaves at seven.", style="List Bullet")
    document.add_paragraph("The last boat leaves at five.", style="List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Fare"
    table.cell(0, 1).text = "It rises to nine crowns, the council said."
    file = io.BytesIO()
    document.save(file)
    content = read_docx(file.getvalue(), name="ferry.docx")
    assert content.metadata.title == "Ferry to Skerry Point is cut to two runs a day"
    assert content.text.split("\n\n") == [
        "By Tove Lind",
        "The ferry will make two runs a day from June, said Ulla Breck, who runs the line.",
        "What changes",
        "The first boat leaves at seven.",
        "The last boat leaves at five.",
        "Fare",
        "It rises to nine crowns, the council said.",
    ]


@pytest.mark.parametrize("style", ["Title", "H1"])
def test_a_heading_at_the_top_is_the_title(style: str) -> None:
    body = paragraph("Mill stops", style=style) + paragraph("The mill stopped on Monday.")
    content = read_docx(word_file(body), name="mill.docx")
    assert (content.metadata.title, content.text) == ("Mill stops", "The mill stopped on Monday.")


@pytest.mark.parametrize("style", ["H2", "Cross", "Normal", "Loop", "Unheard"])
def test_other_styles_are_part_of_the_text(style: str) -> None:
    assert text_of(paragraph("Mill stops", style=style), paragraph("It stopped.")) == (
        "Mill stops\n\nIt stopped."
    )


def test_tracked_changes_are_taken_as_accepted() -> None:
    moved = f'<w:moveFrom w:id="3" w:author="S">{run("This went away. ")}</w:moveFrom>'
    come = f'<w:moveTo w:id="4" w:author="S">{run("This came here. ")}</w:moveTo>'
    body = paragraph(moved, "The mill ", deleted("may "), inserted("will "), "close. ", come)
    assert text_of(body) == "The mill will close. This came here."


def test_a_deleted_end_of_paragraph_joins_two() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="5" w:author="S"/></w:rPr></w:pPr>'
    assert text_of(f"<w:p>{mark}{run('The mill will ')}</w:p>", paragraph("close.")) == (
        "The mill will close."
    )


def test_deleted_rows_and_cells_are_left_out() -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="6"/></w:trPr><w:tc>{paragraph("Old row.")}</w:tc></w:tr>'
    cell = f'<w:tc><w:tcPr><w:cellDel w:id="7"/></w:tcPr>{paragraph("Old cell.")}</w:tc>'
    kept = f"<w:tr>{cell}<w:tc>{paragraph('New cell.')}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{gone}{kept}</w:tbl>") == "New cell."


def test_what_is_not_the_article_is_left_out() -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph('A box.')}</w:txbxContent></wps:txbx>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    placeholder = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{paragraph('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
    comment = '<w:commentRangeStart w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>'
    body = (
        paragraph("Mill stops 1", style="TOC1"),
        paragraph(
            "Seen.", drawn, run(" Hidden.", "<w:vanish/>"), run(" So.", '<w:vanish w:val="0"/>')
        ),
        placeholder,
        control,
        paragraph(comment[0], "Noted.", comment[1]),
        paragraph("  "),
    )
    assert text_of(*body) == "Seen. So.\n\nIn a control.\n\nNoted."


def test_links_by_relation_by_field_and_as_google_wraps_them() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK </w:instrText></w:r>'
        '<w:r><w:instrText>"https://b.example/report"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run('the report')}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = (
        f"<w:fldSimple w:instr='HYPERLINK \"https://d.example/\"'>{run('minutes')}</w:fldSimple>"
    )
    body = paragraph(
        "A ",
        link("rId7", "study "),
        "and ",
        field,
        " and ",
        link("rId8", "a poll"),
        " and ",
        simple,
    ) + paragraph("After, ", link("rId9", "here"), ".")
    relations = (
        link_target("rId7", "https://a.example/study")
        + link_target("rId8", "https://www.google.com/url?q=https://c.example/poll&sa=D")
        + link_target("rId9", "mailto:desk@paper.example")
    )
    content = read_docx(word_file(body, relations=relations), name="links.docx")
    assert [(content.text[slice(*one.span)], one.url) for one in content.links] == [
        ("study", "https://a.example/study"),
        ("the report", "https://b.example/report"),
        ("a poll", "https://c.example/poll"),
        ("minutes", "https://d.example/"),
    ]


def test_a_field_that_never_ends_swallows_its_paragraph_at_most() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text_of(paragraph("Before", begin, " lost"), paragraph("After.")) == "Before\n\nAfter."


def test_notes_come_last_in_the_order_of_their_marks() -> None:
    feet, to_feet = notes("footnotes", "Letter of 3 May.", "Budget, page 4.")
    ends, to_ends = notes("endnotes", "The archive is shut.")
    body = (
        paragraph("It fell.", note_mark("footnote", 3), " It rose.", note_mark("endnote", 2)),
        paragraph("It stood.", note_mark("footnote", 2), note_mark("footnote", 9)),
    )
    data = word_file(
        "".join(body),
        parts={"word/footnotes.xml": feet, "word/endnotes.xml": ends},
        relations=to_feet + to_ends,
    )
    found = word_text(data, name="notes.docx")
    assert found.content.text.split("\n\n") == [
        "It fell. It rose.",
        "It stood.",
        "Budget, page 4.",
        "The archive is shut.",
        "Letter of 3 May.",
    ]
    marks = [one.element for one in found.pieces if one.whole]
    assert [mark.tag.rpartition("}")[2] for mark in marks] == [
        "footnoteReference",
        "endnoteReference",
        "footnoteReference",
    ]


def test_tabs_breaks_and_hyphens() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>One</w:t><w:tab/>"
        "<w:t>two</w:t><w:br/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/>"
        "<w:t>tion\nof it</w:t></w:r></w:p>"
    )
    assert text_of(body) == "One\ttwo\nco-option of it"


def test_the_strict_form_is_read() -> None:
    assert text_of(paragraph("The mill stopped."), namespace=STRICT) == "The mill stopped."


def test_ruby_is_read_without_its_gloss() -> None:
    base = f"<w:rubyBase>{run('word')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby><w:rt>{run('gloss')}</w:rt>{base}</w:ruby></w:r>"
    assert text_of(paragraph("A ", ruby, " here.")) == "A word here."


_PART = st.sampled_from(["The dam", " held ", "”", " — ", "\t", "  ", "é", "𝐀", "\u00a0", "."])


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(_PART, st.sampled_from(["run", "ins", "del", "link", "break"])), max_size=6
        ),
        max_size=5,
    )
)
def test_every_piece_holds_its_words(paragraphs: list[list[tuple[str, str]]]) -> None:
    made = {
        "run": run,
        "ins": inserted,
        "del": deleted,
        "link": lambda words: link("rId7", words),
        "break": lambda words: f"{run(words)}<w:r><w:br/></w:r>",
    }
    body = "".join(paragraph(*(made[how](words) for words, how in one)) for one in paragraphs)
    data = word_file(body, relations=link_target("rId7", "https://a.example/"))
    found = word_text(data, name="x.docx")
    text = found.content.text
    covered = [" "] * len(text)
    for piece in found.pieces:
        words = piece.element.text
        for at in range(piece.start, piece.end):
            covered[at] = text[at]
            if words is not None:
                own = words[piece.at + at - piece.start]
                assert text[at] == (" " if own in "\t\n\r" else own)
    assert "".join(covered).split() == text.split()
    assert [one.start for one in found.pieces] == sorted(one.start for one in found.pieces)


def test_the_reader_tells_a_word_file_by_its_bytes() -> None:
    data = word_file(paragraph("The mayor said that the bridge would stay closed for a month."))
    for name in ("draft.docx", "draft.txt", "-", "draft"):
        document = read_bytes(data, name=name)
        assert document.text.startswith("The mayor said")
        assert document.original is None
    assert read_bytes(data, name="-", format="docx", keep_original=True).original == data


def test_a_file_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(word_file(paragraph("The mayor said that the bridge would stay closed.")))
    document = read_document(path)
    assert document.id == str(path)
    assert OFFICE not in document.text
