"""What can be wrong with an input, each with a stable word for records of errors."""

from typing import ClassVar

from onrecord.models.errors import OnRecordError

_LONGEST_NAME = 200


class IngestError(OnRecordError):
    """An input that can't be read as an article; `kind` names the reason in ``errors.jsonl``."""

    kind: ClassVar[str] = "unreadable"


class MissingError(IngestError):
    """There is no such file."""

    kind = "missing"


class DirectoryError(IngestError):
    """The path is a folder."""

    kind = "directory"


class UnreadableError(IngestError):
    """The system refuses to hand over the file (permissions, input/output errors)."""

    kind = "unreadable"


class TooLargeError(IngestError):
    """The input has more bytes than the limit."""

    kind = "too-large"


class BinaryError(IngestError):
    """The input is no text: a PDF, a picture, a word processor's file."""

    kind = "binary"


class FormatError(IngestError):
    """The input is text, but data rather than an article (JSON, CSV)."""

    kind = "format"


class UndecodableError(IngestError):
    """The bytes are text in no encoding that can be told."""

    kind = "undecodable"


class EmptyError(IngestError):
    """There isn't a single word in the text."""

    kind = "empty"


class LanguageError(IngestError):
    """The text is not in English; `language` is the ISO 639-1 code of what it seems to be."""

    kind = "language"

    def __init__(self, message: str, language: str) -> None:
        super().__init__(message)
        self.language = language


class NoArticleError(IngestError):
    """The web page holds no article: a front page, a log-in form, a list of links."""

    kind = "no-article"


class TooComplexError(IngestError):
    """It has more elements, deeper nesting, more markup or text than any article needs."""

    kind = "too-complex"


class DamagedError(IngestError):
    """The file is broken: parts of it are missing or can't be unpacked."""

    kind = "damaged"


class EncryptedError(IngestError):
    """The file can't be opened without a password."""

    kind = "encrypted"


class MacrosError(IngestError):
    """The document has macros, which are programs."""

    kind = "macros"


class FetchError(IngestError):
    """A URL that the user gave could not be fetched."""

    kind = "fetch"


def shown(name: str) -> str:
    """`name` of an input as an error message shows it: one line, no control characters."""
    if name == "-":
        return "Standard input"
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    if len(safe) > _LONGEST_NAME:
        half = _LONGEST_NAME // 2
        safe = f"{safe[:half]}…{safe[-half:]}"
    return safe


def legible(name: str) -> str:
    """`name` as text that can be written anywhere; bytes that are no UTF-8 become escapes."""
    return name.encode(errors="backslashreplace").decode()


def size(count: int) -> str:
    """A number of bytes in words: ``10 MB``, ``340 kB``, ``12 bytes``."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return f"{count} bytes"
