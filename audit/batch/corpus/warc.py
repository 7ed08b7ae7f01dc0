"""Web archives (WARC): the pages among the responses of a crawl."""

import hashlib
import io
from collections.abc import Iterator
from functools import partial
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urljoin

from msgspec.structs import replace

from onrecord.audit.batch.corpus.records import refused
from onrecord.audit.batch.corpus.warc_blocks import WarcBlock, warc_blocks
from onrecord.audit.batch.errors import RecordError, UnusableError
from onrecord.audit.batch.types import Payload, Raw, ReadOptions
from onrecord.audit.ingest.errors import IngestError, TooLargeError, shown, size
from onrecord.audit.ingest.reader import read_bytes
from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import Link

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_OK: Final = 200
#: Bytes of a record besides the page: its head, and that of the response.
_HEADS: Final = 1 << 17


class _Response:
    """A page as it was archived; `data` is None where it is too large."""

    def __init__(self, record: "WarcRecord", place: str, longest: int) -> None:
        self.id = (record.record_id or "").strip("<> ") or place
        self.url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        self.charset = record.http_charset
        data = record.reader.read(longest + 1)
        self.data = data if len(data) <= longest else None
        self.digest = hashlib.sha256(data).digest()


def warc(stream: IO[bytes], name: str, options: ReadOptions) -> Iterator[Raw]:
    """The pages that a crawl got (responses with HTML and status 200), each once.

    What else a crawl keeps (requests, redirects, pictures, its own notes) is no record of the
    corpus. A broken record is one that can't be read; the next ones are read.
    """
    for block in warc_blocks(stream, options.max_bytes + _HEADS):
        place = f"{name}:{block.number}"
        if block.fault is not None:
            yield refused(place, _broken(place, block.fault))
        else:
            yield from _page(block, place, options)


def _page(block: WarcBlock, place: str, options: ReadOptions) -> Iterator[Raw]:
    """The record, where it holds a page."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for record in ArchiveIterator(
            io.BytesIO(block.data),
            record_types=WarcRecordType.response,
            parse_http=False,
            stream_detect=False,
        ):
            if not record.is_http:
                return
            is_signed = "WARC-Block-Digest" in record.headers and not block.is_cut
            if is_signed and not record.verify_block_digest():
                yield refused(place, _broken(place, "is not what its digest says"))
                return
            if not _is_page(record):
                return
            cut = record.headers.get("WARC-Truncated")
            if cut is not None:
                yield refused(place, _broken(place, f"was cut short when it was made ({cut})"))
                return
            if block.is_cut:
                yield refused(place, _too_large(place, options))
                return
            response = _Response(record, place, options.max_bytes)
            payload = Payload(response.id, response.digest)
            yield Raw(place, partial(_document, response, place, options), payload)
            return
    except OSError as error:
        yield refused(place, _broken(place, f"can't be unpacked: {shown(str(error))}"))


def _is_page(record: "WarcRecord") -> bool:
    """Whether the response is a page; its head is read, and its body unpacked as it is read."""
    record.parse_http(auto_decode="all")
    head = record.http_headers
    is_ok = head is not None and head.status_code == _OK
    return is_ok and (record.http_content_type or "").lower() in _PAGES


def _document(response: _Response, place: str, options: ReadOptions) -> Document:
    try:
        return _read(response, place, options)
    except IngestError as error:
        raise UnusableError(response.id, error) from error


def _read(response: _Response, place: str, options: ReadOptions) -> Document:
    if response.data is None:
        raise _too_large(place, options)
    document = read_bytes(
        response.data,
        name=place,
        id=response.id,
        max_bytes=options.max_bytes,
        format="html",
        any_language=options.any_language,
        declared=response.charset,
    )
    url = response.url or document.url
    links = [Link(span=link.span, url=_absolute(url, link.url)) for link in document.links]
    return replace(document, url=url, links=links)


def _absolute(base: str | None, url: str) -> str:
    try:
        return urljoin(base or "", url)
    except ValueError:
        return url


def _too_large(place: str, options: ReadOptions) -> TooLargeError:
    return TooLargeError(
        f"{shown(place)} is a page of more than {size(options.max_bytes)}; --max-bytes allows more."
    )


def _broken(place: str, fault: str) -> RecordError:
    return RecordError(f"{shown(place)} {fault}; fetch or archive it again.")
