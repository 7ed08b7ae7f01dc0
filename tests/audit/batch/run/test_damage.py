"""Runs whose state is damaged or hostile: nothing outside is touched, and --restart goes on."""

import os
import re
import shutil
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from onrecord.audit.batch.corpus import batches
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.report.tables import TABLES
from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.audit.batch.types import ReadOptions
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import jsonl, rows, story
from tests.full_disk import full_disk

pytestmark = pytest.mark.usefixtures("one_model")

Damage = Callable[[Path], None]
CHOICES = Choices(processes=1)
STATE = ("progress.json", "reports.json", "seen.sqlite", "lock", "sources.sqlite")
LOGS = ("audits.jsonl", "errors.jsonl", "duplicates.jsonl")
PARTS = [f".{table.file}.part" for table in TABLES]
REPORTS = ("report.json", "report.md", "report.html", "run.json", *(t.file for t in TABLES))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_WORDS", 150)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, one of them again, one that ends up among those to read first, a broken record."""
    records = [*rows(2), b"{", {"id": "again", "text": story(1)}, *rows(2, 2)]
    records += [
        {"id": "long", "text": story(50) + story(51)},
        *rows(2, 4),
        {"id": "last", "text": story(0)},
    ]
    return jsonl(tmp_path_factory.mktemp("corpus") / "news.jsonl", records)


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The results of a run that nothing happened to."""
    output = tmp_path_factory.mktemp("whole") / "out"
    assert run_batch([str(corpus)], output, CHOICES).complete
    return results(output)


@pytest.fixture(scope="module")
def unfinished(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that stopped, once finished before; it holds all files of state."""
    output = tmp_path_factory.mktemp("unfinished") / "out"
    heard: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "BATCH_WORDS", 150)
        run_batch([str(corpus)], output, CHOICES)
        choices = Choices(processes=1, restart=True)
        stop = lambda: len(heard) >= 2  # noqa: E731
        result = run_batch([str(corpus)], output, choices, watch=heard.append, stop=stop)
    assert not result.complete
    assert all((output / name).stat().st_size for name in LOGS)
    return output


@pytest.fixture
def output(unfinished: Path, tmp_path: Path) -> Path:
    """A copy of the unfinished run, beside files of somebody else's."""
    shutil.copytree(unfinished, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that no run may touch."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    for name in ("2.txt", "page.html", "long.html", *STATE, *LOGS):
        (folder / name).write_bytes(b"theirs\n" * 200)
    return folder


def results(output: Path) -> dict[str, bytes]:
    found = {name: (output / name).read_bytes() for name in (*LOGS, *REPORTS) if name != "run.json"}
    return found | {p.name: p.read_bytes() for p in sorted((output / "articles").iterdir())}


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files under `folder` but endless ones, with their times of change."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path: path.stat() for path in files}
    kept = {path: state for path, state in found.items() if state.st_size < 2**30}
    return {str(path): (state.st_mtime_ns, path.read_bytes()) for path, state in kept.items()}


def refused(corpus: Path, output: Path, *, restart: bool = False) -> str:
    """What a run says that can't go on, in one line."""
    before = everything(output)
    with pytest.raises(OnRecordError) as error:
        run_batch([str(corpus)], output, Choices(processes=1, restart=restart))
    (line,) = str(error.value).splitlines()
    after = everything(output)
    logs = [str(output / name) for name in LOGS]
    assert [before.get(log) for log in logs] == [after.get(log) for log in logs]
    return line


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


def endless(name: str) -> Damage:
    """A file far larger than memory, which takes no room on the disk."""
    return lambda output: os.truncate(output / name, 2**42)


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


#: Cases that are also begun anew: each kind of file once.
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


@pytest.mark.parametrize("dangling", [False, True])
@pytest.mark.parametrize("name", [*(f".batch/{one}" for one in STATE), *LOGS, ".batch", "articles"])
def test_nothing_is_written_through_links_in_the_folder(
    name: str,
    dangling: bool,
    corpus: Path,
    whole: dict[str, bytes],
    output: Path,
    theirs: Path,
) -> None:
    place, target = output / name, theirs / "new" if dangling else theirs / Path(name).name
    if place.is_dir():
        shutil.move(place, output / "elsewhere")
        target = target if dangling else theirs
    elif place.exists() and not dangling:
        shutil.copy(place, target)
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    before = everything(theirs)
    said = refused(corpus, output)
    assert f"{place} is a link" in said and "--restart" in said
    assert everything(theirs) == before
    assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete
    assert everything(theirs) == before
    assert not place.is_symlink()
    assert results(output) == whole


def test_reports_and_tables_take_the_place_of_links(
    corpus: Path, whole: dict[str, bytes], output: Path, theirs: Path
) -> None:
    names = [*REPORTS, "articles/long.html", *PARTS]
    for name in names:
        (output / name).unlink(missing_ok=True)
        (output / name).symlink_to(theirs / "2.txt")
    before = everything(theirs)
    assert run_batch([str(corpus)], output, CHOICES).complete
    assert everything(theirs) == before
    assert not any((output / name).is_symlink() for name in names)
    assert results(output) == whole


@pytest.mark.parametrize("name", [*LOGS, ".batch/seen.sqlite"])
def test_a_second_name_of_a_file_stays_as_it_is(name: str, corpus: Path, output: Path) -> None:
    """As in a copy made of hard links to save room."""
    kept = output.parent / "kept"
    os.link(output / name, kept)
    before = kept.read_bytes()
    said = refused(corpus, output)
    assert f"{output / name} has a second name" in said and "--restart" in said
    assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete
    assert kept.read_bytes() == before


@pytest.mark.parametrize("name", [*REPORTS, "articles"])
@pytest.mark.parametrize("full", [True, False])
def test_results_that_no_run_made_are_kept(
    full: bool, name: str, corpus: Path, tmp_path: Path
) -> None:
    place = tmp_path / "n0.html" if name != "articles" else tmp_path / name / "n0.html"
    place.parent.mkdir(exist_ok=True)
    (tmp_path / name if name != "articles" else place).write_text("mine" if full else "")
    if not full and name != "articles":
        assert run_batch([str(corpus)], tmp_path, CHOICES).complete
        return
    before = everything(tmp_path)
    said = refused(corpus, tmp_path)
    assert f"{tmp_path / name} is there" in said and "-o" in said
    after = everything(tmp_path)
    assert {path: after[path] for path in before} == before


def test_results_that_have_gone_are_made_again(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    pages = [f"articles/{path.name}" for path in (tmp_path / "articles").iterdir()]
    assert pages
    for name in (*REPORTS, *pages):
        for harm in (Path.unlink, lambda path: os.truncate(path, 0)):
            harm(tmp_path / name)
            assert run_batch([str(corpus)], tmp_path, CHOICES).fresh, name
            assert results(tmp_path) == whole
    assert not run_batch([str(corpus)], tmp_path, CHOICES).fresh


@pytest.mark.parametrize("kind", ["pipe", "endless", "device"])
def test_a_record_of_the_run_that_never_ends_is_not_read(
    kind: str, corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    if kind == "endless":
        endless("run.json")(tmp_path)
    else:
        (tmp_path / "run.json").unlink()
        if kind == "pipe":
            os.mkfifo(tmp_path / "run.json")
        else:
            (tmp_path / "run.json").symlink_to("/dev/zero")
    assert run_batch([str(corpus)], tmp_path, CHOICES).fresh
    assert results(tmp_path) == whole
    assert b"onrecord.batch/1" in (tmp_path / "run.json").read_bytes()


@pytest.mark.parametrize("finished", [True, False])
def test_what_somebody_else_wrote_over_a_log_is_not_cut(
    finished: bool, corpus: Path, output: Path, tmp_path: Path
) -> None:
    place = tmp_path / "finished" if finished else output
    if finished:
        run_batch([str(corpus)], place, CHOICES)
    with (place / "errors.jsonl").open("ab" if finished else "wb") as file:
        file.write(b"theirs\n" * 900)
    before = (place / "errors.jsonl").read_bytes()
    assert "errors.jsonl" in refused(corpus, place)
    assert (place / "errors.jsonl").read_bytes() == before


def test_a_run_begun_anew_leaves_no_report_of_the_earlier_one(corpus: Path, tmp_path: Path) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    heard: list[object] = []
    stop = lambda: len(heard) >= 1  # noqa: E731
    again = Choices(processes=1, restart=True)
    assert not run_batch([str(corpus)], tmp_path, again, watch=heard.append, stop=stop).complete
    assert not [name for name in REPORTS if (tmp_path / name).exists()]


@pytest.mark.parametrize("name", ["audits.jsonl", ".batch/seen.sqlite", ".batch/lock"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    name: str, corpus: Path, output: Path
) -> None:
    (output / name).unlink()
    os.mkfifo(output / name)
    assert f"{output / name} is something else" in refused(corpus, output)
    assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete


@pytest.mark.parametrize(
    "name", ["audits.jsonl", ".batch/seen.sqlite", ".batch/lock", *REPORTS, *(PARTS)]
)
def test_a_folder_in_the_place_of_a_file_is_named_and_kept(
    name: str, corpus: Path, output: Path
) -> None:
    (output / name).unlink(missing_ok=True)
    (output / name).mkdir()
    (output / name / "mine.txt").write_text("mine")
    for restart in (False, True):
        assert f"{output / name} is a folder" in refused(corpus, output, restart=restart)
    assert (output / name / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["audits.jsonl", "articles", "articles/2.html", ".batch/2.txt"])
def test_results_never_take_the_place_of_articles(name: str, tmp_path: Path) -> None:
    article = tmp_path / "out" / name
    if name == "articles":
        article = article / "2.txt"
    article.parent.mkdir(parents=True)
    article.write_text(story(2))
    with pytest.raises(OnRecordError, match=r"is where \S+ gets its results"):
        run_batch(
            [str(tmp_path / "out" / name)], tmp_path / "out", Choices(processes=1, restart=True)
        )
    assert article.read_text() == story(2)


def test_an_article_may_lie_beside_the_results(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text(story(2))
    choices = Choices(processes=1, reading=ReadOptions())
    assert run_batch([str(tmp_path / "2.txt")], tmp_path, choices).counts.audited == 1


@pytest.mark.parametrize("size", [0, 3_000, 8_000, 16_000, 30_000, 60_000])
def test_a_full_disk_at_any_place_is_said_and_the_run_goes_on(
    size: int, corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """Whichever file is the first that doesn't fit: no traceback, nothing half-written."""
    with full_disk(size), pytest.raises(OnRecordError, match=r"can't be written") as error:
        run_batch([str(corpus)], tmp_path / "out", CHOICES)
    assert "\n" not in str(error.value)
    assert not list((tmp_path / "out").glob("report*"))
    assert not list((tmp_path / "out").glob(".*.part"))
    result = run_batch([str(corpus)], tmp_path / "out", CHOICES)
    assert result.complete and not result.counts.errors - 1
    assert results(tmp_path / "out") == whole


def test_a_report_that_could_not_be_renewed_is_made_again(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    for size in (3_000, 20_000, len(whole["report.html"])):
        with full_disk(size), pytest.raises(OnRecordError, match="can't be written"):
            run_batch([str(corpus)], tmp_path, Choices(processes=1, group_by=("publisher",)))
        assert run_batch([str(corpus)], tmp_path, CHOICES).fresh
        assert results(tmp_path) == whole
