"""Encodings that articles come in, and files that are no text."""

import gzip
import io
import random
import zipfile

import pytest

from onrecord.audit.ingest.encoding import decode
from onrecord.audit.ingest.errors import BinaryError, UndecodableError
from tests.audit.ingest.articles import FOLDER

QUOTED = "“We waited too long,” said José Núñez. “That’s on us.” It cost £12m – or more…"
SHORT = ["Don’t go.", "The café is shut.", "“No,” she said.", "It cost £5.", "José Núñez said no."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
@pytest.mark.parametrize("text", [QUOTED, *SHORT])
def test_english_in_many_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding), name="a.txt") == QUOTED


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_the_mark_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding), name="a.txt")[0] == "“"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Министр заявил во вторник, что правительство не отступит от реформы.", "cp1251"),
        ("Министр заявил во вторник, что правительство не отступит от реформы.", "koi8-r"),
        ("部长周二表示,尽管全国多个城市爆发抗议,政府不会在改革问题上让步。", "gb18030"),
        ("大臣は火曜日、改革について政府は譲歩しないと述べた。", "shift_jis"),
    ],
)
def test_other_scripts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


def test_what_a_page_declares() -> None:
    text = "Żółć i gęś. " * 3
    assert decode(text.encode("cp1250"), name="a.html", declared="windows-1250") == text
    assert decode("“No.”".encode("cp1252"), name="a.html", declared="iso-8859-1") == "“No.”"
    for nonsense in ("no-such-encoding", "hex", "utf-8", "idna"):
        assert decode("“No.”".encode("cp1252"), name="a.html", declared=nonsense) == "“No.”"


def test_fixtures_are_in_the_encodings_they_stand_for() -> None:
    for name, encoding in (("court-ruling.txt", "cp1252"), ("envoy-talks.txt", "mac_roman")):
        data = (FOLDER / name).read_bytes()
        with pytest.raises(UnicodeDecodeError):
            data.decode()
        assert decode(data, name=name) == data.decode(encoding)


def test_damaged_utf8_is_no_other_encoding() -> None:
    data = QUOTED.encode()
    for broken in (data[:-1], data[:40] + b"\x93" + data[40:], data[1:]):
        with pytest.raises(UndecodableError, match=r"broken UTF-8 .* number \d+"):
            decode(broken, name="a.txt")
    with pytest.raises(UndecodableError, match="broken UTF-16"):
        decode(b"\xff\xfe" + b"a\x00" * 5 + b"\x00\xd8", name="a.txt")


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "words")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\nThe mayor said so.", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (b"\x00\x00\x00\x18ftypmp42", "a video or recording"),
        (b"{\\rtf1\\ansi The mayor said so.}", "an RTF document"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (zipped("a.txt", "b.txt"), "a zip archive"),
        (gzip.compress(b"The mayor said so.", mtime=0), "a gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Microsoft Office document"),
        (b"The mayor said so.\x00\x01\x02", "binary data"),
        (random.Random(7).randbytes(5_000).replace(b"\x00", b"\x01"), "binary data"),
    ],
)
def test_binary_files_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(BinaryError, match=f"^draft is {kind}, not text; "):
        decode(data, name="draft")


def test_control_characters_that_texts_have() -> None:
    for text in ("Form\x0cfeed.", "Escape \x1b[1m bold.", "End of file.\x1a"):
        assert decode(text.encode(), name="a.txt") == text
