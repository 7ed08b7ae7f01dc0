"""Reading corpora in every form: the same records come out of each, and nothing is lost."""

import csv
import gzip
import io
import struct
import zipfile
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from onrecord.audit.batch.corpus import expansion
from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.types import ReadOptions
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import ids, jsonl, kinds, read, rows, story

RECORDS = rows(4)
IDS = [record["id"] for record in RECORDS]


def as_csv(delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(RECORDS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(RECORDS)
    return file.getvalue().encode()


def as_jsonl() -> bytes:
    return b"".join(msgspec.json.encode(record) + b"\n" for record in RECORDS)


def as_parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(RECORDS), file)
    return file.getvalue()


def as_zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


FORMS = {
    "a.jsonl": as_jsonl(),
    "a.ndjson": b"\xef\xbb\xbf" + as_jsonl().replace(b"\n", b"\r\n\r\n"),
    "lines.json": as_jsonl(),
    "list.json": msgspec.json.format(msgspec.json.encode(RECORDS)),
    "a.csv": as_csv(),
    "semicolon.csv": as_csv(";"),
    "a.tsv": as_csv("\t"),
    "utf16.tsv": as_csv("\t").decode().encode("utf-16"),
    "a.parquet": as_parquet(),
    "a.jsonl.gz": gzip.compress(as_jsonl()),
    "two.jsonl.gz": gzip.compress(as_jsonl()[:700]) + gzip.compress(as_jsonl()[700:]),
    "a.csv.zst": zstandard.compress(as_csv()),
    "two.csv.zst": zstandard.compress(as_csv()[:700]) + zstandard.compress(as_csv()[700:]),
    "a.parquet.gz": gzip.compress(as_parquet()),
    "a.zip": as_zip({"x/a.jsonl": as_jsonl(), "__MACOSX/a.jsonl": b"x"}),
    "parquet.zip": as_zip({"a.parquet": as_parquet()}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_articles(name: str, tmp_path: Path, scratch: Path) -> None:
    (tmp_path / name).write_bytes(FORMS[name])
    entries = read([tmp_path / name], scratch)
    assert kinds(entries) == []
    documents = [entry.document for entry in entries]
    assert [d and d.id for d in documents] == IDS
    for document, record in zip(documents, RECORDS, strict=True):
        assert document is not None
        assert document.text == record["text"]
        assert (document.title, document.publisher) == (record["title"], record["publisher"])
        assert document.date == record["date"]


@pytest.mark.slow
def test_a_folder_is_read_by_path(tmp_path: Path, scratch: Path) -> None:
    corpus = tmp_path / "month"
    (corpus / "deep").mkdir(parents=True)
    (corpus / ".hidden").write_text("no article")
    (corpus / "b.txt").write_text(story(1))
    (corpus / "a.md").write_text(f"---\ntitle: A Vote\n---\n\n{story(2)}")
    (corpus / "deep" / "c.html").write_text(
        f"<!doctype html><html><body><article><h1>Pier</h1><p>{story(3) * 3}</p></article>"
        "</body></html>"
    )
    (corpus / "deep" / "d.txt.gz").write_bytes(gzip.compress(story(4).encode()))
    (corpus / "e.zip").write_bytes(as_zip({"in.txt": story(5).encode()}))
    (corpus / "f.jsonl").write_bytes(as_jsonl())
    (corpus / "g.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (corpus / "deep" / "loop").symlink_to(corpus)
    entries = read([corpus], scratch)
    assert ids(entries) == [
        f"{corpus}/a.md",
        f"{corpus}/b.txt",
        f"{corpus}/deep/c.html",
        f"{corpus}/deep/d.txt.gz",
        f"{corpus}/e.zip/in.txt",
        *IDS,
    ]
    assert kinds(entries) == ["binary"]
    assert [entry.record for entry in entries] == list(range(10))


def test_several_names_and_patterns(tmp_path: Path, scratch: Path) -> None:
    jsonl(tmp_path / "2024-02.jsonl", rows(2, 20))
    jsonl(tmp_path / "2024-01.jsonl", rows(2, 10))
    (tmp_path / "one.txt").write_text(story(1))
    entries = read([tmp_path / "one.txt", tmp_path / "2024-*.jsonl"], scratch)
    assert ids(entries) == [f"{tmp_path}/one.txt", "n10", "n11", "n20", "n21"]


@pytest.mark.slow
def test_a_saved_data_set(tmp_path: Path, scratch: Path) -> None:
    datasets = pytest.importorskip("datasets")
    both = datasets.DatasetDict(
        train=datasets.Dataset.from_list(rows(2)), dev=datasets.Dataset.from_list(rows(2, 5))
    )
    both.save_to_disk(str(tmp_path / "saved"))
    assert ids(read([tmp_path / "saved"], scratch)) == ["n5", "n6", "n0", "n1"]
    assert ids(read([tmp_path], scratch)) == ["n5", "n6", "n0", "n1"]


@pytest.mark.parametrize("name", ["nowhere.jsonl", "no-*.csv"])
def test_a_name_that_stands_for_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"nowhere|matches nothing"):
        Corpus([str(tmp_path / name)], ReadOptions())


def test_columns_by_option_and_by_name(tmp_path: Path, scratch: Path) -> None:
    record = {
        "Body": story(1),
        "extra": story(2),
        "URL": "https://example.org/1",
        "pubdate": "2024-05-01",
    }
    path = jsonl(tmp_path / "a.jsonl", [record])
    (entry,) = read([path], scratch)
    assert entry.document is not None
    assert entry.document.text == story(1)
    assert entry.document.id == entry.document.url == "https://example.org/1"
    assert entry.document.date == "2024-05-01"
    options = ReadOptions(columns={"text": "extra", "id": "pubdate", "section": "Body"})
    (entry,) = read([path], scratch, options)
    assert entry.document is not None
    assert (entry.document.text, entry.document.id) == (story(2), "2024-05-01")
    (entry,) = read([path], scratch, ReadOptions(columns={"text": "missing"}))
    assert entry.failure is not None
    assert entry.failure.kind == "no-text"
    assert "Body" in entry.failure.reason


def test_an_address_is_no_id_where_the_text_is_left_out(tmp_path: Path, scratch: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", [{"text": story(1), "url": "https://example.org/pier-shut"}])
    (entry,) = read([path], scratch, ReadOptions(no_text=True))
    assert entry.document is not None
    assert entry.document.id == f"{path}:1"


def test_broken_records_are_accounted_for_one_by_one(tmp_path: Path, scratch: Path) -> None:
    long = {"id": "long", "text": story(1) * 40}
    path = jsonl(
        tmp_path / "a.jsonl",
        [
            rows(1)[0],
            b"{not json",
            b"[1, 2]",
            {"id": "x1", "words": "none"},
            {"id": "x2", "text": None},
            {"id": "x3", "text": "  "},
            {"id": "x4", "text": "?!"},
            {"id": "n0", "text": story(8)},
            long,
            b'{"id": "latin", "text": "' + story(9)[:60].encode("cp1252") + b'"}',
            b'{"id": "deep", "text": ' + b"[" * 100_000,
            b'{"id": "half", "text": "\\ud800 said"}',
            rows(1, 5)[0],
        ],
    )
    entries = read([path], scratch, ReadOptions(max_bytes=5_000))
    assert ids(entries) == ["n0", "latin", "n5"]
    assert len(entries) == 13
    found = {e.failure.id: e.failure.kind for e in entries if e.failure is not None}
    assert found["x1"] == found["x2"] == found["x3"] == "no-text"
    assert (found["x4"], found["n0"], found["long"]) == ("empty", "duplicate-id", "too-large")
    assert found[f"{path}:2"] == found[f"{path}:3"] == found[f"{path}:11"] == "record"
    assert all(e.failure.place.startswith(str(path)) for e in entries if e.failure is not None)


def test_an_endless_line_is_passed_over(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.jsonl"
    first = msgspec.json.encode(rows(1)[0])
    path.write_bytes(first + b"\n" + b"x" * 2_000_000 + b"\n" + first.replace(b"n0", b"n7"))
    entries = read([path], scratch, ReadOptions(max_bytes=2_000))
    assert ids(entries) == ["n0", "n7"]
    assert kinds(entries) == ["record"]


def test_a_table_with_odd_rows(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "a.csv"
    good = f'"{story(1)}"'.encode()
    path.write_bytes(
        b"id,text\n1," + good + b'\n2\n3,a,b,c\n4,"caf\xe9 owners said they won\'t move"\n5,' + good
    )
    entries = read([path], scratch)
    assert ids(entries) == ["1", "4", "5"]
    assert kinds(entries) == ["no-text", "record"]
    assert entries[3].document is not None
    assert entries[3].document.text.startswith("café")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.jsonl.gz", gzip.compress(as_jsonl())[:-40]),
        ("no.parquet", b"PAR1 and no more"),
        ("no.zip", b"PK and no more"),
        ("no.jsonl.zst", b"\x28\xb5\x2f\xfdnothing"),
        ("empty.csv", b""),
        ("no.json", b'{"id": 1'),
    ],
)
def test_a_broken_file_is_one_failure_at_its_end(
    name: str, data: bytes, tmp_path: Path, scratch: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    jsonl(tmp_path / "z.jsonl", rows(1, 9))
    entries = read([tmp_path], scratch)
    assert entries[-1].document is not None
    assert entries[-1].document.id == "n9"
    assert entries[-2].failure is not None
    assert entries[-2].failure.kind in ("archive", "record")
    assert str(tmp_path / name) in entries[-2].failure.reason


@pytest.mark.slow
def test_a_bomb_is_stopped_and_the_rest_goes_on(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansion, "ALWAYS_ALLOWED", 1_000_000)
    line = msgspec.json.encode({"id": "b", "text": story(3) * 200}) + b"\n"
    (tmp_path / "a.zip").write_bytes(
        as_zip({"one.txt": story(1).encode(), "bomb.jsonl": line * 500, "two.txt": b"never read"})
    )
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line * 500))
    (tmp_path / "c.jsonl.zst").write_bytes(zstandard.compress(b"\n" * 90_000_000))
    (tmp_path / "d.txt").write_text(story(2))
    entries = read([tmp_path], scratch)
    assert ids(entries) == [f"{tmp_path}/a.zip/one.txt", "b", f"{tmp_path}/d.txt"]
    found = kinds(entries)
    assert found.count("expansion") == 3
    assert set(found) == {"expansion", "duplicate-id"}


def test_a_member_that_is_encrypted_or_packed_twice(tmp_path: Path, scratch: Path) -> None:
    inner = as_zip({"x.txt": b"text"})
    data = bytearray(
        as_zip({"a.txt": story(1).encode(), "in.zip": inner, "b.txt": b"The mayor spoke."})
    )
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, struct.unpack_from("<H", data, at + 8)[0] | 1)
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    entries = read([path], scratch)
    assert ids(entries) == [f"{path}/b.txt"]
    assert kinds(entries) == ["archive", "archive"]


def test_a_large_member_is_refused_without_being_unpacked(tmp_path: Path, scratch: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        as_zip({"a.txt": story(2).encode() * 50, "b.txt": story(1).encode()})
    )
    entries = read([tmp_path / "a.zip"], scratch, ReadOptions(max_bytes=20_000))
    assert kinds(entries) == ["too-large"]
    assert ids(entries) == [f"{tmp_path}/a.zip/b.txt"]


def test_what_a_name_stood_for_tells_changes(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", rows(2))
    before = Corpus([str(tmp_path)], ReadOptions()).extents
    assert Corpus([str(tmp_path)], ReadOptions()).extents == before
    jsonl(tmp_path / "a.jsonl", rows(3))
    (after,) = Corpus([str(tmp_path)], ReadOptions()).extents
    assert after.files == before[0].files
    assert after.digest != before[0].digest
