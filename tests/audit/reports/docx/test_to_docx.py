"""An audit as comments in a Word file, read back by python-docx and by LibreOffice."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from msgspec.structs import replace

from onrecord.audit.ingest.docx.read_docx import read_docx, word_text
from onrecord.audit.redact import without_text
from onrecord.audit.reports.docx.remarks import remarks
from onrecord.audit.reports.docx.to_docx import render_docx
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError
from tests.audit.ingest.docx.word_files import STRICT, paragraph, run, word_file
from tests.audit.reports.cases import audit_of, meals_audit, no_sources
from tests.audit.reports.docx.commented import bare, comments_of, members
from tests.audit.reports.hostile import hostile_audit

LEAD = "Nine of the 14 bearings of the bridge are worn through, and 3,100 cars cross it each day."
REST = "Officials said that the work would take a year. It is believed to cost $4 million."
COMMENT = (
    f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:comment w:id="7" w:author="Sub Editor">{paragraph("Check this.")}</w:comment></w:comments>'
)
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def draft(namespace: str = "", **more: object) -> bytes:
    body = paragraph("Bridge to close", style="Title") + paragraph(
        run(LEAD[:30], "<w:b/>"), LEAD[30:]
    )
    given = {"namespace": namespace, **more} if namespace else more
    return word_file(body + paragraph(REST), **given)  # type: ignore[arg-type]


def audit_in(data: bytes) -> Audit:
    """The audit, with one finding more, on the whole article."""
    content = read_docx(data, name="bridge.docx")
    audit = audit_of(content.text, title=content.metadata.title or "")
    on_all = replace(audit.findings[0], spans=[], message="The article names nobody.")
    return replace(audit, findings=[*audit.findings, on_all])


def commented(data: bytes) -> bytes:
    made = render_docx(audit_in(data), ReportOptions(date="2025-11-03", original=data))[".docx"]
    assert isinstance(made, bytes)
    return made


def test_the_same_file_comes_back_with_comments() -> None:
    data = draft(parts={"word/media/image1.png": b"\x89PNG" * 9, "customXml/item1.xml": "<a/>"})
    made, before = members(commented(data)), members(data)
    added = {"word/comments.xml"}
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert list(made) == [*before, *added]
    assert {name for name in before if made[name] != before[name]} == changed
    assert bare(made["word/document.xml"]) == bare(before["word/document.xml"])


def test_each_remark_is_a_comment_on_its_passage() -> None:
    data = draft()
    audit = audit_in(data)
    wanted = remarks(audit)
    assert any(one.span is None for one in wanted) and any(one.span for one in wanted)
    text = audit.article.text or ""
    found = comments_of(commented(data))
    assert [(one.author, one.lines) for one in found] == [
        ("OnRecord", list(one.lines)) for one in wanted
    ]
    assert [one.passage for one in found] == [
        text[slice(*one.span)] if one.span else "Bridge to close" for one in wanted
    ]
    assert {one.date for one in found} == {"2025-11-03T00:00:00Z"}


def test_every_finding_and_every_claim_to_review_has_one() -> None:
    audit = meals_audit()
    expected = len(audit.findings) + sum(claim.review for claim in audit.claims)
    made = render_docx(audit, ReportOptions())[".docx"]
    assert isinstance(made, bytes)
    comments = list(Document(io.BytesIO(made)).comments)
    assert len(comments) == expected >= 5
    assert {(one.author, one.initials) for one in comments} == {("OnRecord", "OR")}


def test_comments_that_are_there_stay() -> None:
    relation = (
        '<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/comments" Target="comments.xml"/>'
    )
    data = draft(
        parts={"word/comments.xml": COMMENT},
        relations=relation,
        overrides=f'<Override PartName="/word/comments.xml" ContentType="{OFFICE}.comments+xml"/>',
    )
    found = list(Document(io.BytesIO(commented(data))).comments)
    assert found[0].author == "Sub Editor" and found[0].comment_id == 7
    assert [one.comment_id for one in found[1:]] == list(range(8, 8 + len(found) - 1))
    assert {one.author for one in found[1:]} == {"OnRecord"}


def test_a_strict_file_stays_strict() -> None:
    root = etree.fromstring(members(commented(draft(STRICT)))["word/comments.xml"])
    assert root.tag == f"{{{STRICT}}}comments" and len(root) > 0


def test_another_file_than_the_audited_is_refused() -> None:
    with pytest.raises(OnRecordError, match="is not the one that was audited"):
        render_docx(audit_in(draft()), ReportOptions(original=word_file(paragraph("Else."))))


@pytest.mark.parametrize("case", [meals_audit, hostile_audit, no_sources])
def test_other_input_gives_a_plain_document_with_its_words(case: object) -> None:
    audit = case()  # type: ignore[operator]
    made = render_docx(audit, ReportOptions())[".docx"]
    assert isinstance(made, bytes)
    words = read_docx(made, name="made.docx").text.split()
    text = audit.article.text
    assert sum(word in words for word in text.split()) > 0.9 * len(text.split())
    wanted = [one for one in remarks(audit) if one.span]
    found = [one for one in comments_of(made) if one.passage]
    for remark, comment in zip(wanted, found[len(found) - len(wanted) :], strict=True):
        assert remark.span is not None
        assert comment.passage.split()[-1] in text[slice(*remark.span)].split()[-1] + "␛␇"


def test_without_text_no_word_of_the_article_is_in_the_file() -> None:
    audit = without_text(meals_audit())
    made = render_docx(audit, ReportOptions(original=draft()))[".docx"]
    assert isinstance(made, bytes)
    everything = " ".join(p.text for p in Document(io.BytesIO(made)).paragraphs)
    everything += " ".join(one.text for one in Document(io.BytesIO(made)).comments)
    assert "lunch" not in everything and "characters" in everything


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice; skips where there is none."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        pytest.skip("needs LibreOffice (soffice), which is not on this machine")
    return path


@pytest.mark.slow
def test_libreoffice_shows_the_comments_where_they_should_stand(
    office: str, tmp_path: Path
) -> None:
    data = commented(draft())
    made = tmp_path / "bridge.docx"
    made.write_bytes(data)
    home = (tmp_path / "home").as_uri()
    command = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "fodt"]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(made)], capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    shown = office_comments(etree.parse(tmp_path / "bridge.fodt").getroot())
    wanted = comments_of(data)
    assert sorted(shown) == sorted((one.author, one.lines[1], one.passage) for one in wanted)
    assert word_text(data, name="bridge.docx").content.text == f"{LEAD}\n\n{REST}"


def office_comments(root: etree._Element) -> list[tuple[str, str, str]]:
    """Author, second line, and passage of each comment in a flat OpenDocument text."""
    words: dict[str, list[str]] = {}
    said: dict[str, tuple[str, str]] = {}
    is_open: set[str] = set()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        name = etree.QName(element).localname
        inside = any(etree.QName(one).localname == "annotation" for one in element.iterancestors())
        if name in ("annotation", "annotation-end"):
            key = next(v for k, v in element.attrib.items() if str(k).endswith("}name"))
            if event == "start" and name == "annotation":
                lines = ["".join(p.itertext()) for p in element.iter("{*}p")]
                (creator,) = element.iter("{*}creator")
                said[key] = (creator.text or "", lines[1])
                words[key] = []
                is_open.add(key)
            elif event == "start":
                is_open.discard(key)
        texts = element.text if event == "start" else element.tail
        if event == "start" and (inside or name == "annotation"):
            continue
        if event == "end" and inside:
            continue
        for key in is_open:
            words[key].append(texts or "")
    return [(*said[key], "".join(parts)) for key, parts in words.items()]
