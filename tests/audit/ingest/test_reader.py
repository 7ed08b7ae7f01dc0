"""Reading from paths, standard input, bytes and strings, and what is refused."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.errors import IngestError
from onrecord.audit.ingest.reader import document_from_text, read_bytes, read_document
from onrecord.audit.ingest.types import BYLINE, Metadata
from onrecord.models.errors import OnRecordError
from tests.audit.ingest.articles import FOLDER, NAMES

SENTENCE = "The mayor said on Tuesday that the bridge would stay closed."


def refusal(path: Path | str, **options: object) -> IngestError:
    """The error that reading `path` raises; its message is one plain sentence."""
    with pytest.raises(IngestError) as caught:
        read_document(path, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert isinstance(caught.value, OnRecordError)
    assert message.endswith(".")
    assert message.isprintable()
    return caught.value


@pytest.mark.parametrize("name", NAMES)
def test_articles_of_all_kinds_are_read(name: str) -> None:
    document = read_document(FOLDER / name)
    assert document.language == "en"
    assert document.id == str(FOLDER / name)
    assert len(document.text.split()) > 80
    for link in document.links:
        anchor = document.text[slice(*link.span)]
        assert anchor == anchor.strip() != ""


#: All of Unicode but the control characters that mark a binary file.
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\t\r\n\f\x85")
)


@settings(deadline=None)
@given(TEXT)
def test_plain_text_is_unchanged(words: str) -> None:
    text = f"{SENTENCE}\r\n{words}\n {SENTENCE} \r"
    data = text.encode()
    assert read_bytes(data, name="a.txt").text == text
    assert read_bytes(b"\xef\xbb\xbf" + data, name="a.txt").text == text
    assert read_bytes(text.encode("utf-16"), name="a.txt").text == text
    assert document_from_text(text).text == text


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The mayor said so.\r\n\r\nShe left.\rThen\nnothing.\r\n")
    assert read_document(path).text == "The mayor said so.\r\n\r\nShe left.\rThen\nnothing.\r\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(f"“{SENTENCE}”\r\n".encode()), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    document = read_document("-")
    assert document.text == f"“{SENTENCE}”\r\n"
    assert document.id == "stdin"


def test_standard_input_may_be_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"\n<!DOCTYPE html><title>T</title><p>{SENTENCE}</p>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    assert read_document("-").text == SENTENCE


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    error = refusal("-")
    assert error.kind == "empty"
    assert "Standard input" in str(error)


def test_missing_file(tmp_path: Path) -> None:
    error = refusal(tmp_path / "no.txt")
    assert error.kind == "missing"
    assert "no.txt" in str(error)


def test_folder(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert error.kind == "directory"
    assert "batch" in str(error)


def test_file_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    assert refusal(tmp_path / "a.txt" / "b.txt").kind in ("missing", "unreadable")


def test_impossible_names(tmp_path: Path) -> None:
    assert refusal("a\x00b").kind == "unreadable"
    assert refusal("x" * 5_000).kind == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    path.chmod(0)
    assert refusal(path).kind == "unreadable"


def test_name_that_would_write_to_the_terminal() -> None:
    message = str(refusal("evil\x1b[31m\nname.txt"))
    assert "\x1b" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "text", ["", "   \n\t\r\n", "\u00a0\u200b\ufeff", "… — !!! “”", "***\n---\n"]
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_nothing_to_read(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    assert refusal(path).kind == "empty"


def test_picture_alone_in_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("![words in a picture](a.png)\n", encoding="utf-8")
    assert refusal(path).kind == "empty"


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    assert read_document(path, max_bytes=len(SENTENCE)).text == SENTENCE
    error = refusal(path, max_bytes=len(SENTENCE) - 1)
    assert error.kind == "too-large"
    assert "59 bytes" in str(error)
    assert "--max-bytes" in str(error)
    with pytest.raises(IngestError, match="more than the limit of 10 bytes"):
        document_from_text(SENTENCE, max_bytes=10)
    with pytest.raises(IngestError, match="60 bytes, more than"):
        read_bytes(SENTENCE.encode(), name="a.txt", max_bytes=10)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_endless_input_is_read_no_further_than_the_limit() -> None:
    assert refusal("/dev/zero", max_bytes=1_000).kind == "too-large"


def test_default_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    error = refusal(path)
    assert error.kind == "too-large"
    assert "10 MB" in str(error)


def test_text_of_a_program() -> None:
    metadata = Metadata(title="Bridge", date="2024-03-05", language="fr")
    document = document_from_text(SENTENCE, id="b1", metadata=metadata)
    assert (document.id, document.title, document.language) == ("b1", "Bridge", "en")
    assert document.metadata().date == "2024-03-05"
    with pytest.raises(IngestError) as caught:
        document_from_text("half a \ud800 pair")
    assert caught.value.kind == "undecodable"
    with pytest.raises(IngestError) as caught:
        document_from_text(" \n")
    assert caught.value.kind == "empty"


def test_long_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = f"{SENTENCE} " * 9_000
    path.write_text(text)
    assert read_document(path).text == text


def test_plain_text_needs_no_parser(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    program = (
        "import sys; from onrecord.audit.ingest.reader import read_document; "
        f"read_document({str(path)!r}); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    unneeded = {"trafilatura", "lxml", "markdown_it", "lingua", "charset_normalizer", "yaml"}
    assert not unneeded & set(done.stdout.split())


def test_halves_of_surrogate_pairs_stay_out_of_metadata_and_links() -> None:
    head = '---\ntitle: "The \\ud800 head"\npublisher: "\\udfff"\n---\n\n'
    for document in (
        read_bytes(f"{head}{SENTENCE}".encode(), name="a.md"),
        document_from_text(
            SENTENCE, metadata=Metadata(title="The \ud800 head", publisher="\udfff")
        ),
    ):
        assert (document.title, document.publisher) == ("The \ufffd head", "\ufffd")


def test_a_limit_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert read_document(path, max_bytes=10**15).text == SENTENCE


@pytest.mark.parametrize(
    ("name", "text", "has_place"),
    [
        ("a.txt", SENTENCE, False),
        ("a.md", f"# Bridge closed\n\n{SENTENCE}", False),
        ("a.md", f"---\ntitle: Bridge closed\n---\n\n{SENTENCE}", True),
        ("a.html", f"<!DOCTYPE html><title>Bridge closed</title><p>{SENTENCE}</p>", True),
    ],
)
def test_pages_and_front_matter_have_a_place_for_a_byline(
    name: str, text: str, has_place: bool
) -> None:
    assert read_bytes(text.encode(), name=name).carries == ((BYLINE,) if has_place else ())
