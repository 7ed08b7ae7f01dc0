"""Fictional web archives: what a crawl of a small paper would have kept."""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

from tests.audit.batch.corpora import story


def page(number: int, note: str = "") -> bytes:
    """A page with the story of that number."""
    paragraphs = "".join(f"<p>{one}</p>" for one in story(number).strip().split("\n\n"))
    return (
        f"<!doctype html><html><head><title>Story {number}</title></head><body><article>"
        f"<h1>Story {number}</h1>{paragraphs}</article>{note}</body></html>"
    ).encode()


def response(
    number: int,
    body: bytes | None = None,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    fields: str = "",
    headers: str = "",
) -> bytes:
    """A response record; `fields` are lines of its head, `headers` of the response's."""
    body = page(number) if body is None else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    return record("response", f"https://courier.example/{number}", http, number, fields)


def record(kind: str, url: str, block: bytes, number: int, fields: str = "") -> bytes:
    """A record of any kind, with the digest of its block."""
    id = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {number}")
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n"
        f"WARC-Date: 2024-06-11T07:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Block-Digest: sha1:{digest}\r\n{fields}"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def request(number: int) -> bytes:
    """The request that a response answers."""
    block = f"GET /{number} HTTP/1.1\r\nHost: courier.example\r\n\r\n".encode()
    return record("request", f"https://courier.example/{number}", block, number)


def warc(path: Path, records: Iterable[bytes]) -> Path:
    """Write `records`; each is a member where the name ends in ``.gz``."""
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    return path
