"""Runs without text: no output holds a word of any article, however broken its record is."""

import csv
import io
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.audit.batch.types import ReadOptions
from onrecord.audit.redact import without_text
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.registry import FORMATS, render
from onrecord.audit.schema.audit import Audit
from tests.audit.batch.corpora import jsonl

#: Words that stand in articles only.
SECRETS = ("umbrageous", "zanzibarine", "palimpsestic", "quagmire", "xanthippe", "quincunx")
TEXT = (
    "An umbrageous engineer, who spoke on the condition of anonymity to discuss zanzibarine "
    "matters, said the pier was palimpsestic.\n\n“It is a quagmire,” said Xanthippe Roe.\n"
)
TITLE = "Quincunx pier"


def table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Articles, and records of every kind that is refused, with articles' words all over them."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    records: list[object] = [
        {"id": "n1", "text": TEXT, "title": TITLE, "author": "Xanthippe Roe"},
        {"id": "n1", "text": TEXT, "title": TITLE},
        {"id": "n2", "text": TEXT + TITLE, "url": "https://a.example/quincunx-pier"},
        {"id": "n3", TEXT: TITLE},
        {"id": "n4", "text": "", TEXT: 1},
        {"id": "n5", "text": TEXT, "kind": "umbrageous"},
        {"id": "n6", "text": "Der quagmire ist umbrageous, und das ist nicht gut. " * 20},
        f'{{"id": "n7", "text": "{TITLE} {TEXT[:40]}'.encode(),
        f'["{TITLE}"]'.encode(),
        {"id": "n8", "text": f'{{"zanzibarine": "{TITLE}"}}'},
    ]
    jsonl(folder / "a.jsonl", records)
    (folder / "headerless.csv").write_text(table([[TITLE, TEXT], ["b", TEXT], ["c", TEXT, TEXT]]))
    (folder / "page.html").write_text(f"<title>{TITLE}</title><nav>{TITLE}</nav>")
    (folder / "draft.md").write_text(f"---\ndate: !!timestamp {TITLE}\n---\n{TEXT}")
    (folder / "broken.json").write_text(f'{{"umbrageous": {TEXT}')
    return folder


def without_secrets(data: bytes | str, where: str) -> None:
    if isinstance(data, bytes) and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"".join(map(parts.read, parts.namelist()))
    data = data if isinstance(data, str) else data.decode(errors="replace")
    for secret in SECRETS:
        assert secret not in data.lower(), f"{secret!r} in {where}"


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
def test_no_file_of_a_run_holds_a_word(corpus: Path, tmp_path: Path, processes: int) -> None:
    output = tmp_path / "out"
    reading = ReadOptions(columns={"format": "kind"})
    groups = ("publisher", "section", "author")
    choices = Choices(no_text=True, reading=reading, processes=processes, group_by=groups)
    result = run_batch([str(corpus)], output, choices)
    assert result.counts.audited >= 2
    assert result.counts.errors >= 8
    for path in (path for path in output.rglob("*") if path.is_file()):
        data: bytes | str = path.read_bytes()
        if path.suffix == ".parquet":
            data = str(pq.read_table(path).to_pylist())
        without_secrets(data, path.name)


@pytest.mark.slow
def test_reasons_name_the_record_and_the_kind(corpus: Path, tmp_path: Path) -> None:
    run_batch([str(corpus / "headerless.csv")], tmp_path, Choices(no_text=True))
    first = (tmp_path / "errors.jsonl").read_text().splitlines()[0]
    assert 'headerless.csv:3: no text in the record."' in first


@pytest.fixture(scope="module")
def found() -> Audit:
    audit = Auditor.load(policy="strict")(TEXT, id="n1", title=TITLE, author="Xanthippe Roe")
    assert audit.findings
    return audit


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_holds_a_word(name: str, found: Audit) -> None:
    for suffix, content in render(without_text(found), name, ReportOptions()).items():
        without_secrets(content, suffix)
