"""Runs with Ray on this machine: the same rows as without it, whatever happens to workers."""

import logging
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest

from onrecord.audit.batch.cluster.engine import RAY_SETTINGS
from onrecord.audit.batch.cluster.replay import Manifest
from onrecord.audit.batch.cluster.run_cluster import Cluster, run_cluster
from onrecord.audit.batch.cluster.shard_worker import ShardWorker
from onrecord.audit.batch.cluster.shards import Summary
from onrecord.audit.batch.cluster.store import Store
from onrecord.audit.batch.report.tables import TABLES
from onrecord.audit.batch.run.choices import Choices
from onrecord.audit.batch.run.run_batch import run_batch
from onrecord.audit.batch.types import Failure
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis
from tests.audit.batch.cluster.object_store import object_store
from tests.audit.batch.corpora import jsonl, rows, story
from tests.audit.batch.warcs import page, response, warc

pytestmark = pytest.mark.slow

ray = pytest.importorskip("ray", reason="Ray isn't installed: pip install 'onrecord[ray]'")

#: Shards of two or three articles, and files read two at a time.
SMALL = Cluster(words=200, bytes=4_000)
SAME = ("audits.jsonl", "errors.jsonl", "duplicates.jsonl", "report.json", "report.html")


@pytest.fixture(scope="module")
def bucket() -> Iterator[str | None]:
    """A bucket in an object store on this machine; None where none can be had."""
    with object_store("news") as address:
        yield address


@pytest.fixture(scope="module", autouse=True)
def cluster(bucket: str | None) -> Iterator[None]:
    """Ray on this machine, with a CPU for each of two workers and one for what reads."""
    os.environ.update(RAY_SETTINGS)
    ray.init(
        address="local",
        num_cpus=3,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=200_000_000,
    )
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in several files, with ids and texts that come again in others, and faults."""
    folder = tmp_path_factory.mktemp("corpus") / "news"
    folder.mkdir()
    jsonl(folder / "a.jsonl", [*rows(6), b"{", {"id": "wire", "text": story(1)}])
    (folder / "b.txt").write_text(story(40))
    warc(folder / "c.warc.gz", [response(50), response(51, page(50)), response(52)[:-90]])
    jsonl(folder / "d.jsonl", [{"id": "n3", "text": story(60)}, {"id": "e", "text": story(2)}])
    return folder


def rows_of(paths: list[Path]) -> list[str]:
    """The rows of tables, without their order."""
    return sorted(repr(row) for path in paths for row in pq.read_table(path).to_pylist())


def manifest_of(output: Path) -> Manifest:
    """What a run says of its shards."""
    return msgspec.json.decode((output / "manifest.json").read_bytes(), type=Manifest)


def equals(output: Path, local: Path) -> None:
    """See to it that a run with Ray has given what one without it has."""
    for name in SAME:
        assert (output / name).read_bytes() == (local / name).read_bytes(), name
    files = [output / "shards" / name for one in manifest_of(output).shards for name in one.files]
    for table in TABLES:
        shards = [path for path in files if path.name.endswith(f".{table.file}")]
        assert rows_of(shards) == rows_of([local / table.file])
    for path in files:
        if path.suffix == ".jsonl":
            lines = path.read_bytes().splitlines()
            ids = [msgspec.json.decode(line, type=Audit).article.id for line in lines]
            assert ids == sorted(ids)


def test_the_rows_are_those_of_a_run_without_ray_though_a_worker_is_killed(
    corpus: Path, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(summary: Summary) -> None:
        if not killed:
            with suppress(ProcessLookupError):  # beside other work it may have done all by then
                os.kill(summary.worker, signal.SIGKILL)
                killed.append(summary.worker)

    choices = Choices(processes=2, group_by=("publisher",), restart=True)
    for _ in range(4):
        result = run_cluster([str(corpus)], str(tmp_path / "ray"), choices, SMALL, made=kill)
        if killed:
            break
    assert killed
    assert result.complete
    again = Choices(processes=1, group_by=("publisher",))
    local = run_batch([str(corpus)], tmp_path / "local", again)
    assert result.counts == local.counts
    assert (local.counts.records, local.counts.errors, local.counts.left_out) == (14, 3, 1)
    equals(tmp_path / "ray", tmp_path / "local")


def test_the_same_command_goes_on_and_skips_what_is_done(corpus: Path, tmp_path: Path) -> None:
    choices = Choices(processes=2, dedupe=True, no_text=True)
    output, heard = tmp_path / "ray", list[str]()

    def run(stop_after: int = 99) -> bool:
        result = run_cluster(
            [str(corpus)],
            str(output),
            choices,
            SMALL,
            made=lambda summary: heard.append(summary.name),
            stop=lambda: len(heard) >= stop_after,
        )
        return result.complete

    assert not run(stop_after=2)
    assert not (output / "manifest.json").exists()
    # Workers may have ended what they had in hand: one shard at least is not whole.
    last = max((output / "shards").glob("0*.json"))
    last.unlink()
    done = {path.stem for path in (output / "shards").glob("0*.json")}
    heard.clear()
    assert run()
    assert last.stem in heard
    assert not done & set(heard)
    run_batch([str(corpus)], tmp_path / "local", Choices(processes=1, dedupe=True, no_text=True))
    equals(output, tmp_path / "local")
    heard.clear()
    assert run()
    assert not heard
    with pytest.raises(OnRecordError, match=r"can't be resumed: --dedupe was on, now it is off"):
        run_cluster([str(corpus)], str(output), Choices(processes=2, no_text=True), SMALL)


def worker_that(fails: Callable[[], object]) -> type[ShardWorker]:
    """Workers that call `fails` over a text with a certain word, as if that article had done so."""

    # Defined here, so that it is sent to the workers as it is.
    class Failing(ShardWorker):
        def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
            tagger = self._auditor.tagger
            analyse = type(tagger).analyse_views

            def audited(views: Sequence[TextView]) -> list[Analysis]:
                if any("Deadly" in view.text for view in views):
                    fails()
                return analyse(tagger, views)

            tagger.analyse_views = audited  # type: ignore[method-assign]
            return super().__call__(batch)

    return Failing


def test_an_article_over_the_bound_of_memory_is_one_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The bound of a worker's memory is 5 GB: what is asked for here, the system refuses.
    hungry = worker_that(lambda: bytearray(20_000_000_000))
    monkeypatch.setattr("onrecord.audit.batch.cluster.engine.ShardWorker", hungry)
    path = jsonl(tmp_path / "a.jsonl", [*rows(3), {"id": "b", "text": "Deadly, she said."}])
    result = run_cluster([str(path)], str(tmp_path / "out"), Choices(processes=2), SMALL)
    counts = result.counts
    assert counts.add_up
    assert (counts.records, counts.audited, counts.errors) == (4, 3, 1)
    (line,) = (tmp_path / "out" / "errors.jsonl").read_bytes().splitlines()
    failure = msgspec.json.decode(line, type=Failure)
    assert (failure.id, failure.kind) == ("b", "audit")
    assert failure.reason == "b was read but could not be audited (MemoryError)."


def test_a_shard_that_no_worker_survives_ends_the_run_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = jsonl(tmp_path / "a.jsonl", [*rows(2), {"id": "b", "text": "Deadly, she said."}])
    output, choices = tmp_path / "out", Choices(processes=1)
    with monkeypatch.context() as patch:
        deadly = worker_that(lambda: os.kill(os.getpid(), signal.SIGKILL))
        patch.setattr("onrecord.audit.batch.cluster.engine.ShardWorker", deadly)
        with pytest.raises(OnRecordError, match=r"^4 workers .* over the shard 0") as caught:
            run_cluster([str(path)], str(output), choices, SMALL)
    assert "\n" not in str(caught.value)
    assert not (output / "manifest.json").exists()
    result = run_cluster([str(path)], str(output), choices, SMALL)
    assert (result.counts.records, result.counts.audited) == (3, 3)


def test_an_object_store_is_read_and_written(
    corpus: Path, bucket: str | None, tmp_path: Path
) -> None:
    if bucket is None:
        pytest.skip("no moto_server: pip install -r tests/servers/requirements.txt")
    store = Store(bucket)
    for path in sorted(corpus.iterdir()):
        store.write(f"in/{path.name}", path.read_bytes())
    result = run_cluster(
        [f"{bucket}/in"], f"{bucket}/out", Choices(processes=2, dedupe=True), SMALL
    )
    assert result.complete
    names = store.names("out")
    assert {"out/report.html", "out/run.json", "out/manifest.json"} <= set(names)
    data = store.read("out/manifest.json")
    found = msgspec.json.decode(data or b"", type=Manifest)
    audits = [
        msgspec.json.decode(line, type=Audit)
        for one in found.shards
        for name in one.files
        if name.endswith(".jsonl")
        for line in (store.read(f"out/shards/{name}") or b"").splitlines()
    ]
    run_batch([str(corpus)], tmp_path / "local", Choices(processes=1, dedupe=True))
    local = [
        msgspec.json.decode(line, type=Audit)
        for line in (tmp_path / "local" / "audits.jsonl").read_bytes().splitlines()
    ]
    # Ids that are made of places have the address instead of the path.
    assert sorted(audit.article.text or "" for audit in audits) == sorted(
        audit.article.text or "" for audit in local
    )
    with pytest.raises(OnRecordError, match=r"can't be used \(NO_SUCH_BUCKET") as caught:
        run_cluster([f"{bucket}/in"], "s3://nobody/out", Choices(processes=2), SMALL)
    assert "\n" not in str(caught.value)
