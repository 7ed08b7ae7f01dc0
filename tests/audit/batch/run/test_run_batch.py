"""Runs with the model that ships: outputs, resuming after a kill, refusals, counts."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.corpus import batches as reading
from onrecord.audit.batch.report.tables import TABLES
from onrecord.audit.batch.run.auditing import InProcess
from onrecord.audit.batch.run.pipeline import Pipeline
from onrecord.audit.batch.run.run_batch import Choices, Result, State, run_batch
from onrecord.audit.batch.run.state import Folder, Settings
from onrecord.audit.batch.run.writing import Writer
from onrecord.audit.batch.types import Counts, Entry, Failure, ReadOptions
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError
from onrecord.models.text.view import TextView
from tests.audit.batch.corpora import jsonl, rows, story

#: Files that must be the same however often a run was interrupted.
SAME = (
    "audits.jsonl",
    "errors.jsonl",
    "duplicates.jsonl",
    "articles.parquet",
    "sources.parquet",
    "claims.parquet",
    "report.json",
    "report.md",
    "report.html",
)
CHOICES = Choices(group_by=("publisher", "date:month"))
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_model")]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches of few articles."""
    monkeypatch.setattr(reading, "BATCH_WORDS", 150)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles, one of them again and one nearly, and three broken records."""
    wire = story(50) + story(51)
    near = wire + "This article was cut by the paper."
    records = [
        *rows(6),
        b"{broken",
        {"id": "again", "text": story(2), "publisher": "The Echo"},
        {"id": "n1", "text": story(40)},
        *rows(4, 6),
        {"id": "twice", "text": wire},
        {"id": "near", "text": near},
        {"id": "void", "text": None},
    ]
    return jsonl(tmp_path_factory.mktemp("corpus") / "news.jsonl", records)


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of an uninterrupted run."""
    output = tmp_path_factory.mktemp("whole") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BATCH_WORDS", 150)
        result = run_batch([str(corpus)], output, CHOICES)
    assert result == Result(
        counts=Counts(
            records=16, audited=13, errors=3, duplicates=2, left_out=0, words=result.counts.words
        ),
        complete=True,
        fresh=True,
    )
    return output


def contents(folder: Path) -> dict[str, bytes]:
    found = {name: (folder / name).read_bytes() for name in SAME}
    found |= {path.name: path.read_bytes() for path in sorted((folder / "articles").iterdir())}
    record = msgspec.json.decode((folder / "run.json").read_bytes())
    assert record.pop("timings")["seconds"] > 0
    found["run.json"] = msgspec.json.encode(record)
    return found


def audits(folder: Path) -> list[Audit]:
    lines = (folder / "audits.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Audit) for line in lines]


def test_audits_come_in_the_order_of_the_corpus(whole: Path) -> None:
    expected = [*(f"n{i}" for i in range(6)), "again", *(f"n{i}" for i in range(6, 10))]
    found = audits(whole)
    assert [audit.article.id for audit in found] == [*expected, "twice", "near"]
    assert found[0].article.publisher == "The Courier"
    assert found[0].article.text == story(0)


def test_an_audit_is_that_of_the_article_alone(whole: Path) -> None:
    alone = Auditor.load(policy=load_policy("default"))(story(4), id="n4", title="Story 4")
    batched = audits(whole)[4]
    assert [c.label for c in alone.claims] == [c.label for c in batched.claims]
    assert [s.name for s in alone.sources] == [s.name for s in batched.sources]


def test_every_failure_and_duplicate_is_named(whole: Path, corpus: Path) -> None:
    errors = [msgspec.json.decode(x) for x in (whole / "errors.jsonl").read_bytes().splitlines()]
    assert [(e["record"], e["id"], e["kind"]) for e in errors] == [
        (6, f"{corpus}:7", "record"),
        (8, "n1", "duplicate-id"),
        (15, "void", "no-text"),
    ]
    pairs = [msgspec.json.decode(x) for x in (whole / "duplicates.jsonl").read_bytes().splitlines()]
    assert [(p["id"], p["of"], p["kind"]) for p in pairs] == [
        ("again", "n2", "identical"),
        ("near", "twice", "near"),
    ]


def test_tables_hold_what_the_audits_hold(whole: Path) -> None:
    found = audits(whole)
    for table in TABLES:
        rows = [row for audit in found for row in table.rows(audit)]
        read = pq.read_table(whole / table.file)
        assert read.column_names == [column.name for column in table.columns]
        assert read.to_pylist() == [{c: row.get(c) for c in read.column_names} for row in rows]
    assert pq.read_table(whole / "claims.parquet").num_rows == sum(len(a.claims) for a in found)


def test_the_report_adds_up(whole: Path) -> None:
    report = msgspec.json.decode((whole / "report.json").read_bytes())
    found = audits(whole)
    words = sum(a.balance.totals.claim_words for a in found)
    named = sum(a.balance.label("named").words for a in found)
    assert report["overall"]["figures"]["named"]["value"] == round(named / words, 4)
    groups = {g["name"]: g["articles"] for g in report["groupings"][0]["groups"]}
    assert groups == {"The Courier": 5, "The Ledger": 5, "The Echo": 1, "not given": 2}
    assert sum(group["articles"] for group in report["trend"]["groups"]) == 13
    assert report["errors"] == {"duplicate-id": 1, "no-text": 1, "record": 1}
    for rule in report["rules"]:
        hits = [[f.rule == rule["rule"] for f in a.findings] for a in found]
        assert rule["findings"] == sum(map(sum, hits))
        assert rule["articles"] == sum(map(any, hits))
    for outliers in report["outliers"]:
        for article in outliers["articles"]:
            assert (whole / article["link"]).is_file()


@pytest.mark.parametrize("after", [1, 2])
def test_a_stopped_run_goes_on_to_the_same_bytes(
    after: int, corpus: Path, whole: Path, tmp_path: Path
) -> None:
    heard: list[State] = []
    result = run_batch(
        [str(corpus)], tmp_path, CHOICES, watch=heard.append, stop=lambda: len(heard) >= after
    )
    assert not result.complete
    assert after <= len(heard) <= after + 4
    assert not (tmp_path / "report.html").exists()
    for name in ("audits.jsonl", "errors.jsonl"):  # as if killed while writing
        with (tmp_path / name).open("ab") as file:
            file.write(b'{"schema": "onrecord.au')
    result = run_batch([str(corpus)], tmp_path, CHOICES)
    assert result.complete
    assert contents(tmp_path) == contents(whole)


def test_a_stop_while_the_tagger_waits_for_articles(tmp_path: Path) -> None:
    """Nobody may go on waiting for what the reader will no longer bring."""
    stop, written = threading.Event(), threading.Event()

    def batches() -> Iterator[list[Entry]]:
        failure = Failure(record=0, id="a", place="a", kind="record", reason="Broken.")
        yield [Entry(0, "a", None, failure, None)]
        assert written.wait(60)
        stop.set()

    with Folder(tmp_path) as folder:
        progress = folder.resume(Settings(corpus=[], settings={}), restart=False)
        writer = Writer(folder, progress, no_text=False)
        auditing = InProcess(Auditor.load(policy=load_policy("default")), no_text=False)
        pipeline = Pipeline(auditing, writer, left_out=False, stop=stop.is_set)
        assert not pipeline.run(batches(), lambda _: written.set())
        writer.close()
    assert writer.progress.counts == Counts(records=1, errors=1)


def test_a_killed_run_goes_on_to_the_same_bytes(corpus: Path, whole: Path, tmp_path: Path) -> None:
    """SIGKILL twice in the middle of a process of its own; this one ends it."""
    program = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from onrecord.audit.batch.corpus import batches\nbatches.BATCH_WORDS = 150\n"
        "from onrecord.audit.batch.run.run_batch import Choices, run_batch\n"
        "keys = ('publisher', 'date:month')\n"
        "kill = lambda state: os.kill(os.getpid(), signal.SIGKILL)\n"
        "run_batch([sys.argv[1]], Path(sys.argv[2]), Choices(group_by=keys), watch=kill)\n"
    )
    log, size = tmp_path / "audits.jsonl", 0
    for _ in range(2):
        command = [sys.executable, "-c", program, str(corpus), str(tmp_path)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
        assert not (tmp_path / "run.json").exists()
        assert log.stat().st_size > size
        size = log.stat().st_size
    result = run_batch([str(corpus)], tmp_path, CHOICES)
    assert result.complete
    assert contents(tmp_path) == contents(whole)


def test_a_finished_run_is_left_alone(whole: Path, corpus: Path) -> None:
    before = (whole / "run.json").read_bytes()
    result = run_batch([str(corpus)], whole, CHOICES)
    assert result.complete and not result.fresh
    assert (whole / "run.json").read_bytes() == before


def test_other_groups_only_remake_the_report(corpus: Path, tmp_path: Path) -> None:
    run_batch([str(corpus)], tmp_path, Choices())
    audits = (tmp_path / "audits.jsonl").stat().st_mtime_ns
    run_batch([str(corpus)], tmp_path, Choices(group_by=("publisher",)))
    report = msgspec.json.decode((tmp_path / "report.json").read_bytes())
    assert [one["by"] for one in report["groupings"]] == ["publisher"]
    assert (tmp_path / "audits.jsonl").stat().st_mtime_ns == audits


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (Choices(dedupe=True), "--dedupe was off, now it is on"),
        (Choices(policy="strict"), "policy was default"),
        (Choices(no_text=True), "--no-text was off"),
        (Choices(reading=ReadOptions(columns={"text": "text"})), "--column was found by name"),
    ],
)
def test_other_settings_are_refused(choices: Choices, said: str, whole: Path, corpus: Path) -> None:
    with pytest.raises(OnRecordError, match=said) as error:
        run_batch([str(corpus)], whole, choices)
    assert "--restart" in str(error.value)


def test_audits_of_an_earlier_format_are_refused(whole: Path, corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    shutil.copytree(whole, folder)
    progress = folder / ".batch" / "progress.json"
    kept = msgspec.json.decode(progress.read_bytes())
    del kept["settings"]["settings"]["format"]  # the first runs kept none
    progress.write_bytes(msgspec.json.encode(kept))
    before = (folder / "audits.jsonl").read_bytes()
    with pytest.raises(OnRecordError) as error:
        run_batch([str(corpus)], folder, CHOICES)
    assert str(error.value) == (
        f"The audits in {folder} are onrecord.audit/1, and this version of onrecord writes "
        "onrecord.audit/2; choose another folder with -o, or --restart to audit the corpus again."
    )
    assert (folder / "audits.jsonl").read_bytes() == before


def test_duplicates_are_counted_once_where_asked(corpus: Path, tmp_path: Path) -> None:
    result = run_batch([str(corpus)], tmp_path, Choices(dedupe=True))
    assert result.counts.add_up
    assert (result.counts.audited, result.counts.left_out, result.counts.errors) == (11, 2, 3)
    assert not {"again", "near"} & {audit.article.id for audit in audits(tmp_path)}


def test_no_text_means_no_text(corpus: Path, tmp_path: Path) -> None:
    run_batch([str(corpus)], tmp_path, Choices(no_text=True, group_by=("publisher",)))
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        data = path.read_bytes().lower()
        if path.suffix == ".parquet":
            data = str(pq.read_table(path).to_pylist()).encode().lower()
        for word in (b"quill", b"brackwater", b"harlow", b"rotten", b"story 1"):
            assert word not in data, f"{word!r} in {path.name}"


def test_one_percent_of_broken_records_is_accounted_for(tmp_path: Path) -> None:
    broken = itertools.cycle([b"{", b'{"id": "x"}', b'{"text": null}', b'"text"'])
    records = [next(broken) if i % 20 == 7 else row for i, row in enumerate(rows(40))]
    result = run_batch([str(jsonl(tmp_path / "a.jsonl", records))], tmp_path / "out", Choices())
    assert (result.counts.records, result.counts.audited, result.counts.errors) == (40, 38, 2)


def test_an_article_that_breaks_the_model_is_one_error(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagger = type(Auditor.load(policy=load_policy("default")).tagger)
    analyse = tagger.analyse_views

    def fragile(self: object, views: list[TextView]) -> object:
        if any(story(4) in view.text for view in views):
            raise IndexError("The council of Harlow Quay")
        return analyse(self, views)  # type: ignore[arg-type]

    monkeypatch.setattr(tagger, "analyse_views", fragile)
    result = run_batch([str(corpus)], tmp_path, Choices())
    assert (result.counts.audited, result.counts.errors) == (12, 4)
    errors = [msgspec.json.decode(x) for x in (tmp_path / "errors.jsonl").read_bytes().splitlines()]
    assert (errors[0]["id"], errors[0]["kind"]) == ("n4", "audit")
    assert "council" not in errors[0]["reason"]


def test_a_full_disk_ends_the_run_and_it_goes_on(
    corpus: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = itertools.count()
    fsync = os.fsync

    def full(handle: int) -> None:
        if next(calls) == 9:
            raise OSError(28, "No space left on device")
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OnRecordError, match="No space left on device"):
            run_batch([str(corpus)], tmp_path, CHOICES)
    run_batch([str(corpus)], tmp_path, CHOICES)
    assert contents(tmp_path) == contents(whole)


def test_two_runs_do_not_share_a_folder(corpus: Path, tmp_path: Path) -> None:
    with (
        Folder(tmp_path),
        pytest.raises(OnRecordError, match="Another run is at work"),
    ):
        run_batch([str(corpus)], tmp_path, CHOICES)
