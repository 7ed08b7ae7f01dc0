"""Taking articles in: pasted text, files, web addresses, folders of drafts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from onrecord.audit.decisions.load import decisions_beside, load_decisions
from onrecord.audit.decisions.types import Decision
from onrecord.audit.ingest.errors import BinaryError, MissingError, TooLargeError, size
from onrecord.audit.ingest.formats import binary_kind, what_to_do
from onrecord.audit.ingest.reader import document_from_text, read_bytes, read_document
from onrecord.audit.ingest.types import Document, Metadata
from onrecord.models.errors import OnRecordError

#: Endings of the files of a folder that are drafts.
SUFFIXES: Final = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx")


class Limits(NamedTuple):
    """What is taken in: how many bytes at most, and whether in other languages than English."""

    max_bytes: int
    any_language: bool = False


def from_text(text: str, title: str | None, limits: Limits) -> Document:
    """A draft that was pasted; it may be empty, to be written.

    Raises:
        IngestError: it can't be read as an article.
    """
    check_words(text, limits)
    metadata = Metadata(title=title)
    if not text.strip():
        return Document(id="", text=_lines(text), title=title)
    return document_from_text(
        _lines(text),
        name="The draft",
        metadata=metadata,
        max_bytes=limits.max_bytes,
        any_language=limits.any_language,
    )


def check_words(text: str, limits: Limits) -> None:
    """Let a text pass that can be kept and audited.

    Raises:
        TooLargeError: it has more bytes than the limit.
        BinaryError: it is no text.
    """
    # What JSON can't say can't be in it, so it can be written as UTF-8.
    data = text.encode()
    if len(data) > limits.max_bytes:
        raise TooLargeError(
            f"The draft has {size(len(data))}, more than the limit of {size(limits.max_bytes)}; "
            "shorten it, or start the desk with a larger --max-bytes."
        )
    kind = binary_kind(data)
    if kind is not None:
        raise BinaryError(f"The draft is not text (it looks like {kind}); {what_to_do(kind)}.")


def from_file(name: str, data: bytes, limits: Limits) -> Document:
    """A file that was dropped or picked.

    Raises:
        IngestError: it can't be read as an article.
    """
    return _for_editor(
        read_bytes(
            data,
            name=name,
            max_bytes=limits.max_bytes,
            any_language=limits.any_language,
            keep_original=True,
        )
    )


def from_url(url: str, limits: Limits) -> Document:
    """The article behind an address of the public web.

    Raises:
        IngestError: it can't be fetched or read.
    """
    from onrecord.audit.ingest.reader import is_url

    if not is_url(url):
        # Anything else would be the path of a file of this machine.
        raise MissingError("This is no web address; give one with http:// or https://.")
    return _for_editor(
        read_document(url, max_bytes=limits.max_bytes, any_language=limits.any_language)
    )


def from_path(path: Path, limits: Limits) -> tuple[Document, Sequence[Decision]]:
    """The article in a file, and what has been decided of it in the file beside it.

    Raises:
        OnRecordError: one of the two can't be read.
    """
    document = _for_editor(
        read_document(
            path, max_bytes=limits.max_bytes, any_language=limits.any_language, keep_original=True
        )
    )
    beside = decisions_beside(str(path))
    return document, load_decisions(beside).decisions if beside else []


def drafts_at(paths: Sequence[Path]) -> Iterator[Path]:
    """The drafts that paths name: files as they are, of folders what lies directly in them.

    Raises:
        OnRecordError: there is no such file or folder.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(one.resolve() for one in path.iterdir() if _is_draft(one))
        elif path.is_file():
            yield path.resolve()
        else:
            raise OnRecordError(f"{path} doesn't exist; check the path.")


def _for_editor(document: Document) -> Document:
    """A document whose lines end as those of an editor in a browser do; its links move along."""
    text = document.text
    if "\r" not in text:
        return document
    links = [
        replace(link, span=(len(_lines(text[:start])), len(_lines(text[:end]))))
        for link in document.links
        for start, end in [link.span]
    ]
    return replace(document, text=_lines(text), links=links)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_draft(path: Path) -> bool:
    # Word keeps a file of this kind beside each document that is open.
    hidden = path.name.startswith((".", "~$"))
    return path.suffix.lower() in SUFFIXES and not hidden and path.is_file()
