"""Web archives: the pages, each once; what is broken is counted, and the rest is read."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.corpus.gzip_members import GzipMembers
from onrecord.audit.batch.corpus.warc_blocks import START, warc_blocks
from onrecord.audit.batch.types import Entry, ReadOptions
from tests.audit.batch.corpora import ids, kinds, story
from tests.audit.batch.corpora import read as read_corpus
from tests.audit.batch.warcs import page, record, request, response, warc

NAMES = ("crawl.warc", "crawl.warc.gz")


def read(scratch: Path, name: str, max_bytes: int = 1_000_000) -> list[Entry]:
    """All entries of the archive called `name`."""
    return read_corpus([name], scratch, ReadOptions(max_bytes=max_bytes))


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_of_a_crawl_are_its_articles(tmp_path: Path, name: str) -> None:
    noise = [
        record("warcinfo", "", b"software: crawler\r\n", 0),
        request(0),
        response(90, status="404 Not Found"),
        response(91, status="301 Moved Permanently"),
        response(92, b"\x89PNG\r\n\x1a\n", kind="image/png"),
        response(93, b"User-agent: *", kind="text/plain"),
        record("response", "dns:courier.example", b"courier.example. 300 IN A 203.0.113.5", 94),
        record("metadata", "https://courier.example/0", b"fetchTimeMs: 20\r\n", 0),
    ]
    path = warc(tmp_path / name, [*noise, response(0), *noise, response(1)])
    entries = read(tmp_path, str(path))
    assert [entry.document and entry.document.url for entry in entries] == [
        "https://courier.example/0",
        "https://courier.example/1",
    ]
    for number, entry in enumerate(entries):
        assert entry.document is not None
        assert entry.document.text == story(number).strip()
        assert entry.document.title == f"Story {number}"
        assert entry.document.id.startswith("urn:uuid:")
        assert entry.place == f"{path}:{9 + 9 * number}"


def test_bodies_are_decoded_as_they_were_sent(tmp_path: Path) -> None:
    packed = gzip.compress(page(0))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(1)), page(1))
    old = page(2).replace("“".encode(), b"\x93").replace("”".encode(), b"\x94")
    old = old.replace("—".encode(), b"\x97")
    path = warc(
        tmp_path / "crawl.warc",
        [
            response(0, packed, headers="Content-Encoding: gzip\r\n"),
            response(1, chunked, headers="Transfer-Encoding: chunked\r\n"),
            response(2, old, kind="text/html; charset=windows-1252"),
        ],
    )
    texts = [entry.document and entry.document.text for entry in read(tmp_path, str(path))]
    assert texts == [story(number).strip() for number in range(3)]


def test_links_lead_from_where_the_page_was(tmp_path: Path) -> None:
    body = page(0).replace(b"<p>", b'<p><a href="/source">Source</a> ', 1)
    (entry,) = read(tmp_path, str(warc(tmp_path / "a.warc", [response(0, body)])))
    assert entry.document is not None
    assert [link.url for link in entry.document.links] == ["https://courier.example/source"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_the_same_bytes_is_left_out_and_counted(tmp_path: Path, name: str) -> None:
    records = [response(0), response(1), response(2, page(0)), response(3, page(0, "<hr>"))]
    entries = read(tmp_path, str(warc(tmp_path / name, records)))
    first, _, again, like = entries
    assert again.document is None
    assert again.failure is None
    assert again.duplicate is not None
    assert first.document is not None
    assert (again.duplicate.of, again.duplicate.kind) == (first.document.id, "identical")
    # Other bytes with the same text are a duplicate as in any corpus: audited, and told.
    assert like.document is not None
    assert like.duplicate is not None


def broken(number: int, kind: str) -> bytes:
    """A record with a fault."""
    whole = response(number)
    length = f"Content-Length: {len(whole.partition(b'HTTP/1.1')[2]) + len(b'HTTP/1.1') - 4}"
    assert length.encode() in whole
    if kind == "too long":
        return whole.replace(length.encode(), length.encode()[:-1] + b"9999")
    if kind == "too short":
        return whole.replace(length.encode(), b"Content-Length: 100")
    if kind == "without a length":
        return whole.replace(b"Content-Length", b"Content-Width")
    if kind == "changed":
        return whole.replace(b"rotten", b"golden", 1)
    assert kind == "cut"
    return whole[:-200]


FAULTS = ("too long", "too short", "without a length", "changed", "cut")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_record_is_one_error_and_the_next_are_read(
    tmp_path: Path, name: str, fault: str
) -> None:
    records = [response(0), broken(1, fault), response(2), response(3)]
    entries = read(tmp_path, str(warc(tmp_path / name, records)))
    assert kinds(entries) == ["record"]
    assert len(ids(entries)) == 3
    (failed,) = (entry.failure for entry in entries if entry.failure)
    assert "\n" not in failed.reason


def test_a_broken_member_of_a_packed_crawl_is_one_error(tmp_path: Path) -> None:
    members = [bytearray(gzip.compress(response(number))) for number in range(6)]
    members[1][len(members[1]) // 2] ^= 0xFF  # in the middle
    members[3][-6] ^= 0xFF  # in the checksum: all of the record comes out
    del members[4][-40:]  # torn off
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(members))
    entries = read(tmp_path, str(path))
    assert kinds(entries) == ["record"] * 3
    urls = [entry.document.url for entry in entries if entry.document]
    assert urls == [f"https://courier.example/{number}" for number in (0, 2, 5)]


@pytest.mark.slow
def test_pages_that_say_less_than_they_should_are_errors(tmp_path: Path) -> None:
    records = [
        response(0, fields="WARC-Truncated: length\r\n"),
        response(1, b"no gzip", headers="Content-Encoding: gzip\r\n"),
        response(2, b"<html><body><p>Menu</p></body></html>"),
        response(3, page(3) + b" " * 3_000),
        response(4),
    ]
    entries = read(tmp_path, str(warc(tmp_path / "a.warc", records)), max_bytes=2_500)
    assert kinds(entries) == ["record", "record", "no-article", "too-large"]
    assert len(ids(entries)) == 1


def test_a_page_that_is_never_held_is_too_large_and_a_film_is_none(tmp_path: Path) -> None:
    records = [
        response(0, page(0) + b" " * 400_000),
        response(1, b"\0" * 400_000, kind="video/mp4"),
        response(2),
    ]
    entries = read(tmp_path, str(warc(tmp_path / "a.warc", records)), max_bytes=3_000)
    assert kinds(entries) == ["too-large"]
    assert len(ids(entries)) == 1


@pytest.mark.slow
def test_a_bomb_ends_with_its_budget(tmp_path: Path) -> None:
    bomb = gzip.compress(response(1, b"\0" * 80_000_000, kind="video/mp4"))
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(response(0)) + bomb)
    entries = read(tmp_path, str(path))
    assert kinds(entries) == ["expansion"]
    assert len(ids(entries)) == 1


def test_the_parts_of_one_crawl_can_stand_in_a_folder_or_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    warc(folder / "a.warc", [response(0)])
    warc(folder / "b.warc.gz", [response(0), response(1)])
    records = list(Corpus([str(folder)], ReadOptions()).records())
    assert [raw.place.rpartition("/")[2] for raw in records] == [
        "a.warc:1",
        "b.warc.gz:1",
        "b.warc.gz:2",
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(0, 2_000), st.binary(max_size=40))
def test_whole_records_come_out_as_they_went_in(bodies: list[bytes], at: int, noise: bytes) -> None:
    """And with anything in between, no byte is in two records and none raises."""
    records = [record("response", "a:b", body, n) for n, body in enumerate(bodies)]
    whole = b"".join(records)
    blocks = list(warc_blocks(io.BytesIO(whole), 10_000))
    assert [block.data + b"\r\n\r\n" for block in blocks] == records
    noisy = whole[:at] + noise + whole[at:]
    parts = [block.data for block in warc_blocks(io.BytesIO(noisy), 10_000)]
    assert sum(map(len, parts)) <= len(noisy)
    assert all(part in noisy for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=40_000), max_size=4), st.integers(1, 5_000))
def test_members_come_out_as_they_went_in(bodies: list[bytes], step: int) -> None:
    packed = b"".join(gzip.compress(START + body) for body in bodies)
    stream = GzipMembers(io.BytesIO(packed), START)
    found = b""
    while block := stream.read(step):
        found += block
    assert found == b"".join(START + body for body in bodies)
