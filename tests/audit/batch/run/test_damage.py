"""Runs whose state is damaged or hostile: nothing outside is touched, and --restart goes on."""

import re
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.models.errors import OnRecordError
from tests.audit.batch.run.damaging import (
    CHOICES,
    LOGS,
    Damage,
    endless,
    everything,
    refused,
    results,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_model", "small_batches")]


def holding(name: str, data: bytes) -> Damage:
    return lambda output: (output / name).write_bytes(data) and None


def changed(name: str, change: Callable[[bytes], bytes]) -> Damage:
    return lambda output: (output / name).write_bytes(change((output / name).read_bytes())) and None


def naming(path: str) -> Damage:
    return holding(".batch/reports.json", msgspec.json.encode([path]))


def progress(**fields: object) -> Damage:
    def change(data: bytes) -> bytes:
        kept = msgspec.json.decode(data)
        for name, value in fields.items():
            kept[name] = kept[name] | value if isinstance(value, dict) else value
        return msgspec.json.encode(kept)

    return changed(".batch/progress.json", change)


def other_tables(output: Path) -> None:
    (output / ".batch/seen.sqlite").unlink()
    with sqlite3.connect(output / ".batch/seen.sqlite") as database:
        database.execute("CREATE TABLE ids (mood TEXT)")
        database.execute("PRAGMA user_version = 1000")


def orphans(output: Path) -> None:
    with sqlite3.connect(output / ".batch/seen.sqlite") as database:
        database.execute("DELETE FROM articles")


def seen(*statements: str) -> Damage:
    def change(output: Path) -> None:
        with sqlite3.connect(output / ".batch/seen.sqlite") as database:
            for statement in statements:
                database.execute(statement)

    return change


def journal_of_another(output: Path) -> None:
    """What SQLite leaves when it is killed while it changes several databases at once."""
    seen = output / ".batch/seen.sqlite"
    database = sqlite3.connect(seen)
    database.execute("PRAGMA cache_size = 1")
    database.execute("UPDATE ids SET record = record + 1")
    database.executemany(
        "INSERT INTO ids VALUES (randomblob(3000), ?)", [(number,) for number in range(99, 400)]
    )
    copies = {path.name: path.read_bytes() for path in seen.parent.glob("seen.sqlite*")}
    database.rollback()
    database.close()
    name = str(output.parent / "theirs" / "2.txt").encode()
    sum_ = sum(struct.unpack(f"{len(name)}b", name)) & 0xFFFFFFFF
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">II", len(name), sum_)
    copies["seen.sqlite-journal"] += tail + bytes.fromhex("d9d505f920a163d7")
    for file, data in copies.items():
        (seen.parent / file).write_bytes(data)


DAMAGED: dict[str, tuple[str, Damage]] = {
    "reports: a path": ("reports.json", naming("../../theirs/2.txt")),
    "reports: a page": ("reports.json", naming("../../theirs/page.html")),
    "reports: within": ("reports.json", naming("x/../../../theirs/page.html")),
    "reports: absolute": ("reports.json", naming("/dev/null/a.html")),
    "reports: no name": ("reports.json", naming("")),
    "reports: a folder": ("reports.json", naming("..")),
    "reports: Windows": ("reports.json", naming("..\\..\\theirs\\page.html")),
    "reports: NUL": ("reports.json", naming("a\0.html")),
    "reports: cut": ("reports.json", changed(".batch/reports.json", lambda data: data[:-3])),
    "reports: empty": ("reports.json", holding(".batch/reports.json", b"")),
    "reports: no text": ("reports.json", holding(".batch/reports.json", b'["\xff.html"]')),
    "reports: no list": ("reports.json", holding(".batch/reports.json", b'{"a": 1}')),
    "reports: deep": ("reports.json", holding(".batch/reports.json", b"[" * 100_000)),
    "seen: no database": ("seen.sqlite", holding(".batch/seen.sqlite", b"x" * 5_000)),
    "seen: empty": ("seen.sqlite", holding(".batch/seen.sqlite", b"")),
    "seen: gone": ("seen.sqlite", lambda output: (output / ".batch/seen.sqlite").unlink()),
    "seen: cut": ("seen.sqlite", changed(".batch/seen.sqlite", lambda d: d[: len(d) // 2])),
    "seen: a hole": (
        "seen.sqlite",
        changed(".batch/seen.sqlite", lambda d: d[:4096] + bytes(len(d) - 4096)),
    ),
    "seen: other tables": ("seen.sqlite", other_tables),
    "seen: another's journal": ("seen.sqlite-journal", journal_of_another),
    "seen: a trigger": (
        "seen.sqlite",
        seen(
            "CREATE TRIGGER endless AFTER INSERT ON ids BEGIN SELECT (WITH RECURSIVE c(x) AS "
            "(SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c); END"
        ),
    ),
    "seen: a view": (
        "seen.sqlite",
        seen("DROP TABLE articles", "CREATE VIEW articles AS SELECT 1 record, 'a' id, 1 likeness"),
    ),
    "seen: a column": ("seen.sqlite", seen("ALTER TABLE ids ADD COLUMN mood TEXT")),
    "seen: no ids": ("seen.sqlite", seen("DELETE FROM ids")),
    "seen: no texts": ("seen.sqlite", seen("DELETE FROM hashes")),
    "seen: no bands": ("seen.sqlite", seen("DELETE FROM bands")),
    "seen: short signatures": ("seen.sqlite", seen("UPDATE articles SET likeness = x'00'")),
    "seen: no signatures": ("seen.sqlite", seen("UPDATE articles SET likeness = 'a'")),
    "seen: other numbers": ("seen.sqlite", seen("UPDATE ids SET record = record + 900")),
    "reports: endless": ("reports.json", endless(".batch/reports.json")),
    "progress: endless": ("progress.json", endless(".batch/progress.json")),
    "progress: words": ("audits.jsonl", progress(counts={"words": 10**30}, read_all=True)),
    "progress: no digest": ("progress.json", progress(digests={"a": ""})),
    "progress: cut": ("progress.json", changed(".batch/progress.json", lambda d: d[:-9])),
    "progress: empty": ("progress.json", holding(".batch/progress.json", b"")),
    "progress: no text": ("progress.json", holding(".batch/progress.json", b'{"\xff": 1}')),
    "progress: a path": ("progress.json", progress(lengths={"../theirs/2.txt": 3})),
    "progress: one is missing": (
        "progress.json",
        changed(".batch/progress.json", lambda d: d.replace(b'"errors.jsonl"', b'"error.jsonl"')),
    ),
    "progress: negative": ("progress.json", progress(lengths={"errors.jsonl": -1})),
    "progress: negative counts": ("progress.json", progress(counts={"words": -1})),
    "progress: other counts": ("out", progress(counts={"audited": 1, "errors": 7})),
}
for log in LOGS:
    DAMAGED |= {
        f"{log}: a letter": (log, changed(log, lambda data: b"x" + data[1:])),
        f"{log}: another number": (
            log,
            changed(
                log, lambda d: re.sub(rb":(\d+)", lambda n: b":%d" % (int(n[1]) ^ 1), d, count=1)
            ),
        ),
        f"{log}: a hole": (log, changed(log, lambda d: d[:20] + bytes(20) + d[40:])),
        f"{log}: no text": (log, changed(log, lambda d: d[:-5] + b"\xff" + d[-4:])),
        f"{log}: other JSON": (log, changed(log, lambda d: b"[]".ljust(len(d) - 1) + b"\n")),
        f"{log}: shorter": (log, changed(log, lambda data: data[:-1])),
        f"{log}: gone": (log, lambda output, log=log: (output / log).unlink()),
        f"{log}: no end": (log, changed(log, lambda data: data[:-1] + b" ")),
    }


#: Cases that are also restarted: each kind of file once.
RESTARTED = (
    "reports: a path",
    "reports: no text",
    "seen: no database",
    "seen: another's journal",
    "progress: cut",
    "progress: a path",
    "audits.jsonl: a letter",
    "errors.jsonl: gone",
    "duplicates.jsonl: shorter",
)


@pytest.mark.parametrize("case", DAMAGED)
def test_damage_is_named_and_restart_gets_past_it(
    case: str, corpus: Path, whole: dict[str, bytes], output: Path, theirs: Path
) -> None:
    name, damage = DAMAGED[case]
    damage(output)
    before = everything(theirs)
    said = refused(corpus, output)
    assert name in said
    assert "--restart" in said
    assert everything(theirs) == before
    if case in RESTARTED:
        assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete
        assert everything(theirs) == before
        assert results(output) == whole


def test_a_damaged_list_of_reports_costs_no_restart(
    corpus: Path, whole: dict[str, bytes], output: Path
) -> None:
    holding(".batch/reports.json", b"[")(output)
    said = refused(corpus, output)
    assert "remove it and give the same command again" in said
    (output / ".batch/reports.json").unlink()
    assert run_batch([str(corpus)], output, CHOICES).complete
    assert results(output) == whole


def test_damage_that_comes_later_is_no_fault_of_the_records(
    corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each article would be an error otherwise, and the run end as if all were well."""
    told = []

    def orphaned(self: Seen, counts: object) -> None:
        orphans(output)
        told.append(counts)

    monkeypatch.setattr(Seen, "_check", orphaned)
    with pytest.raises(OnRecordError, match=r"seen\.sqlite is damaged"):
        run_batch([str(corpus)], output, CHOICES)
    assert told
