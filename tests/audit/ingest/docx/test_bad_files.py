"""Word files that can't be read: a plain line each."""

import io
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from onrecord.audit.ingest.docx.read_docx import MAX_CHARACTERS, read_docx
from onrecord.audit.ingest.errors import (
    BinaryError,
    DamagedError,
    EmptyError,
    EncryptedError,
    IngestError,
    MacrosError,
    TooComplexError,
)
from onrecord.audit.ingest.reader import read_bytes
from tests.audit.ingest.docx.word_files import archive, paragraph, run, word_file

GOOD = word_file(paragraph("The mayor said that the bridge would stay closed."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OVERRIDE = (
    '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
)
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"


@cache
def bomb(size: int) -> bytes:
    """An archive with a picture that unpacks to `size` zeros."""
    file = io.BytesIO(GOOD)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made,
        made.open("word/media/image1.png", "w", force_zip64=True) as member,
    ):
        for _ in range(size // 1_000_000):
            member.write(bytes(1_000_000))
    return file.getvalue()


def with_password() -> bytes:
    """A Word file of which the archive says that it needs a password."""
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "dam"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p></w:body></w:document>"
)


def of_two_thousand_pages() -> bytes:
    return word_file(paragraph("The mayor said that the bridge would stay closed. " * 60) * 2_000)


def of_many_parts() -> bytes:
    return word_file(paragraph("So."), parts={f"word/{n}.xml": "" for n in range(6_000)})


#: A file, or what makes a large one; its error; words that the error says.
BAD: dict[str, tuple[bytes | Callable[[], bytes], type[IngestError], str]] = {
    "cut": (GOOD[: len(GOOD) // 2], DamagedError, "damaged"),
    "of no archive": (b"PK\x03\x04" + b"word/" * 50, DamagedError, "damaged"),
    "with a wrong byte": (
        GOOD.replace(b"word/document.xml", b"word/documant.xml"),
        DamagedError,
        "damaged",
    ),
    "with broken text": (
        word_file("", parts={"word/document.xml": "<w:document"}),
        DamagedError,
        "damaged",
    ),
    "without a body": (
        word_file("", parts={"word/document.xml": "<document/>"}),
        DamagedError,
        "damaged",
    ),
    "with entities": (
        word_file("", parts={"word/document.xml": ENTITIES}),
        DamagedError,
        "damaged",
    ),
    "without its list of parts": (
        archive({"word/document.xml": "<a/>", "[Content_Types].xml": "no"}),
        DamagedError,
        "damaged",
    ),
    "with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        EncryptedError,
        "password",
    ),
    "with a password of the archive": (with_password(), EncryptedError, "password"),
    "old": (OLE, BinaryError, "no Word document"),
    "of text": (b"The mayor said so.", BinaryError, "no Word document"),
    "of a workbook": (
        word_file(paragraph("Sum"), main="application/vnd.openxmlformats.spreadsheetml.main+xml"),
        BinaryError,
        "no Word document",
    ),
    "with macros": (
        word_file(
            paragraph("The mayor said so."),
            main=MACRO_MAIN,
            parts={"word/vbaProject.bin": b"macros"},
            overrides=OVERRIDE,
        ),
        MacrosError,
        "macros",
    ),
    "with hidden macros": (
        word_file(paragraph("The mayor said so."), parts={"word/vbaProject.bin": b"macros"}),
        MacrosError,
        "macros",
    ),
    "of a bomb": (lambda: bomb(300_000_000), TooComplexError, "unpacks to 300 MB"),
    "nested": (
        word_file("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300),
        TooComplexError,
        "nested",
    ),
    "of two thousand pages": (
        of_two_thousand_pages,
        TooComplexError,
        "more than 1,000,000 characters",
    ),
    "of many parts": (of_many_parts, TooComplexError, "parts"),
}


def bad(case: str) -> tuple[bytes, type[IngestError], str]:
    made, kind, words = BAD[case]
    return (made if isinstance(made, bytes) else made()), kind, words


BOMB = pytest.param("of a bomb", marks=pytest.mark.slow)


@pytest.mark.parametrize("case", [BOMB, *(case for case in BAD if case != "of a bomb")])
def test_a_bad_file_is_one_plain_line(case: str) -> None:
    data, kind, words = bad(case)
    with pytest.raises(kind) as error:
        read_bytes(data, name="draft.docx", format="docx", max_bytes=50_000_000)
    message = str(error.value)
    assert message.startswith("draft.docx ") and message.endswith(".") and "\n" not in message
    assert words in message


@pytest.mark.parametrize("case", ["cut", "with a password", "with macros", BOMB])
def test_it_is_told_without_being_asked_for(case: str) -> None:
    data, _, words = bad(case)
    with pytest.raises(IngestError, match=words):
        read_bytes(data, name="draft.docx", max_bytes=50_000_000)


def test_a_file_without_words() -> None:
    with pytest.raises(EmptyError, match="no words"):
        read_bytes(word_file(paragraph("…")), name="draft.docx")


def test_what_never_ends_is_no_bomb() -> None:
    """A text just under the limit is read, and in time that grows with its length."""
    words = "The dam held. " * (MAX_CHARACTERS // 14 - 10)
    assert len(read_docx(word_file(paragraph(run(words))), name="long.docx").text) > 900_000


@pytest.mark.parametrize("at", range(0, len(GOOD), 97))
def test_any_damage_is_said_or_harmless(at: int) -> None:
    data = bytearray(GOOD)
    data[at] ^= 0x55
    try:
        document = read_bytes(bytes(data), name="draft.docx", format="docx")
    except IngestError as error:
        assert "\n" not in str(error)
    else:
        assert document.text
