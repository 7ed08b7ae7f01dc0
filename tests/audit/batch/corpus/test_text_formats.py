"""What a text in a corpus is read as: what is said of it counts, not how it looks."""

import csv
import gzip
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.audit.batch.types import ReadOptions
from tests.audit.batch.corpora import jsonl, kinds, read, story


def written(path: Path, records: list[dict[str, object]]) -> Path:
    """`path` as a corpus of `records` in the form that its name ends in."""
    if path.suffix == ".jsonl":
        return jsonl(path, records)
    if path.suffix == ".csv":
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([list(records[0]), *(list(r.values()) for r in records)])
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(records), path)
    elif path.suffix == ".json":
        path.write_bytes(msgspec.json.format(msgspec.json.encode(records)))
    else:
        pytest.importorskip("datasets").Dataset.from_list(records).save_to_disk(str(path))
    return path


SAVED = pytest.param("saved", marks=pytest.mark.slow)
#: Texts that look like something else than plain text.
LOOKS = {
    "page": "<!doctype html><html><head><title>Vote</title></head><body><p>{}</p></body></html>",
    "comment first": "<!-- from the wire --><html><body><p>{}</p></body></html>",
    "XHTML": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>{}</p></html>',
    "fragment": "<article><p>{}</p></article>",
    "paragraph": "<p>{}</p>",
    "JSON": '{{"text": "{}"}}',
    "list": '["{}"]',
    "XML": "<?xml version='1.0'?><nitf><p>{}</p></nitf>",
    "feed": "<rss ><channel>{}</channel></rss>",
    "Markdown": "---\ntitle: A *Vote*\n---\n\n# Pier\n\n* {}",
    "mark": "\ufeff{}",
}


@pytest.mark.parametrize("form", ["jsonl", "list.json", "csv", "parquet", SAVED])
def test_the_look_of_a_text_chooses_no_format(form: str, tmp_path: Path, scratch: Path) -> None:
    records: list[dict[str, object]] = [
        {"id": look, "text": around.format(story(n).replace("\n\n", " ").strip())}
        for n, (look, around) in enumerate(LOOKS.items())
    ]
    entries = read([written(tmp_path / f"corpus.{form}", records)], scratch)
    documents = [entry.document for entry in entries if entry.document is not None]
    assert [{"id": d.id, "text": d.text} for d in documents] == records
    assert all((d.title, d.links) == (None, []) for d in documents)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("by", ["option", "column"])
def test_pages_in_a_column_are_read_as_such_where_that_is_said(
    by: str, form: str, tmp_path: Path, scratch: Path
) -> None:
    parts = story(3).strip().split("\n\n") * 3
    paragraphs = "".join(f"<p>At the café, {part}</p>" for part in parts)
    page = (
        "<html lang='en'><head><meta charset='iso-8859-1'><title>Its own</title>"
        "<meta property='og:site_name' content='The Courier'></head>"
        f"<body><article>{paragraphs}</article></body></html>"
    )
    records = [{"id": "7", "headline": "Told", "html": page, "mime": "text/html"}]
    path = written(tmp_path / f"a.{form}", records)
    named = ReadOptions(columns={"text": "html"}, format="html")
    if by == "column":
        named = ReadOptions(columns={"text": "html", "format": "mime"})
    (entry,) = read([path], scratch, named)
    assert entry.document is not None
    assert entry.document.text.count("café") >= 4
    assert "<p>" not in entry.document.text and "Ã" not in entry.document.text
    assert (entry.document.id, entry.document.title) == ("7", "Told")
    assert entry.document.publisher == "The Courier"


def test_files_in_a_folder_keep_the_formats_of_their_endings(tmp_path: Path, scratch: Path) -> None:
    page = f"<html><body><article><p>{story(3) * 3}</p></article></body></html>"
    for name in ("a.html", "b.txt", "c"):
        (tmp_path / name).write_text(page)
    jsonl(tmp_path / "d.jsonl", [{"id": "d", "text": page}])
    texts = [entry.document and entry.document.text for entry in read([tmp_path], scratch)]
    assert all(text is not None and "<p>" not in text for text in texts[:3])
    assert texts[3] == page


@pytest.mark.parametrize("column", ["id", "url", "link"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_no_id_and_no_address_chooses_a_format(
    form: str, column: str, tmp_path: Path, scratch: Path
) -> None:
    names = ("a.html", "a.md", "a.json", "a.csv", "a.tsv", "a.jsonl", "a.xhtml", "A.HTM", "a.xml")
    text = "Bread & butter\n\n* {}\n<b>Not</b> *a* [link](x) &amp; no page.\n"
    records: list[dict[str, object]] = [
        {column: f"https://example.org/{name}", "text": text.format(story(n))}
        for n, name in enumerate(names)
    ]
    entries = read([written(tmp_path / f"corpus.{form}", records)], scratch)
    documents = [e.document for e in entries if e.document is not None]
    assert [{column: d.id, "text": d.text} for d in documents] == records


def test_a_column_chooses_the_format_of_its_record(tmp_path: Path, scratch: Path) -> None:
    text = f"*Pier*\n\n<p>{story(3)}</p>\n\n<p>{story(4)}</p>\n"
    kinds_of_text = ["text/html; charset=utf-8", "HTML", "md", "text/plain", "", None, "pdf", 3]
    records = [{"id": i, "text": text, "as": kind} for i, kind in enumerate(kinds_of_text)]
    path = jsonl(tmp_path / "a.jsonl", records)
    entries = read([path], scratch, ReadOptions(columns={"format": "as"}))
    texts = [entry.document and entry.document.text for entry in entries]
    assert kinds(entries) == ["format", "format"]
    assert "pdf" in next(entry.failure.reason for entry in entries if entry.failure)
    assert texts[0] == texts[1] != text
    assert texts[2] is not None and "*Pier*" not in texts[2]
    assert texts[3:] == [text, text, text, None, None]
    entries = read([path], scratch, ReadOptions(columns={"format": "as"}, format="txt"))
    assert [entry.document and entry.document.text for entry in entries[:3]] == [text] * 3


@pytest.mark.parametrize("name", ["x.tsv.d/a.csv", "x.tsv/a.csv.gz", "x.csv/a.tsv", "a.tsv.gz"])
def test_only_a_tables_own_suffix_says_what_parts_its_cells(
    name: str, tmp_path: Path, scratch: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    mark = "\t" if "a.tsv" in name else ","
    data = f"id{mark}text\n1{mark}The pier; the mayor of Ostrey said; is shut.\n".encode()
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (entry,) = read([path], scratch)
    assert entry.failure is None
