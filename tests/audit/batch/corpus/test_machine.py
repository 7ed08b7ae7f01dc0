"""Where the machine can't go on, the run ends: no record is taken for broken."""

import errno
import gzip
import io
import os
import sys
import types
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.audit.batch.corpus.columnar import HubName, from_hub
from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.types import ReadOptions
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import ids, jsonl, kinds, read, rows, story
from tests.full_disk import full_disk


def packed(folder: Path, name: str) -> Path:
    """A table of half a megabyte in an archive."""
    file = io.BytesIO()
    padded = [row | {"pad": os.urandom(50_000).hex()} for row in rows(5)]
    pq.write_table(pa.Table.from_pylist(padded), file)
    if name.endswith(".gz"):
        (folder / name).write_bytes(gzip.compress(file.getvalue()))
    else:
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr("a.parquet", file.getvalue())
    return folder / name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.parquet.gz", "a.zip"])
def test_no_room_for_what_must_be_unpacked(name: str, tmp_path: Path, scratch: Path) -> None:
    path = packed(tmp_path, name)
    with full_disk(200_000), pytest.raises(OnRecordError, match=r"TMPDIR") as error:
        read([path], scratch)
    assert "File too large" in str(error.value) and "\n" not in str(error.value)
    assert len(ids(read([path], scratch))) == 5


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.zip", "a.csv.gz"])
def test_a_machine_that_has_run_out_ends_the_reading(
    name: str, code: int, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_text(story(1))
    opened = io.open

    def refuse(file: object, *given: object, **named: object) -> object:
        if str(file) == str(path):
            raise OSError(code, os.strerror(code), str(path))
        return opened(file, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", refuse)
    with pytest.raises(OnRecordError, match="on this machine") as error:
        read([path], scratch)
    assert os.strerror(code) in str(error.value)


def test_a_file_that_may_not_be_read_is_one_failure(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text(story(1))
    (tmp_path / "b.txt").write_text(story(2))
    listed = os.scandir

    def refuse(folder: str) -> object:
        if folder == str(tmp_path / "a"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    entries = read([tmp_path], scratch)
    assert (kinds(entries), ids(entries)) == (["unreadable"], [str(tmp_path / "b.txt")])
    assert entries[0].failure is not None
    assert "a folder that can't be listed" in entries[0].failure.reason


def test_a_lost_connection_does_not_end_a_data_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def streamed() -> Iterator[dict[str, object]]:
        yield from rows(2)
        raise ConnectionResetError("gone")

    loaded = {"train": streamed()}
    module = types.SimpleNamespace(load_dataset=lambda *_, **__: loaded)
    monkeypatch.setitem(sys.modules, "datasets", module)
    found = from_hub(HubName("owner/name", None, "1"), ReadOptions())
    assert [next(found).load().id for _ in range(2)] == ["n0", "n1"]
    with pytest.raises(OnRecordError, match=r"hub:owner/name can't be read on"):
        next(found)


def test_a_pattern_stands_for_no_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the same command could not go on once there are some."""
    jsonl(tmp_path / "news.jsonl", rows(1))
    (tmp_path / "out" / "articles").mkdir(parents=True)
    for name in ("audits.jsonl", "articles/a.jsonl", "mine.jsonl"):
        (tmp_path / "out" / name).write_text("")
    monkeypatch.chdir(tmp_path)
    for pattern in ("**/*.jsonl", f"{tmp_path}/**/*.jsonl", "out/*.jsonl", "*"):
        corpus = Corpus(
            [pattern],
            ReadOptions(),
            leave_out=Path("out"),
            results=("audits.jsonl", "articles", ".batch"),
        )
        found = {Path(extent.name).name for extent in corpus.extents}
        assert found <= {"news.jsonl", "mine.jsonl"} and found
    with pytest.raises(OnRecordError, match="matches nothing"):
        Corpus(
            ["out/a*"], ReadOptions(), leave_out=Path("out"), results=("audits.jsonl", "articles")
        )


def test_an_empty_name_stands_for_nothing() -> None:
    with pytest.raises(OnRecordError, match="doesn't exist"):
        Corpus([""], ReadOptions())


def test_links_in_a_circle_are_one_failure(tmp_path: Path, scratch: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a.txt").write_text(story(1))
    for name in (str(tmp_path), f"{tmp_path}/*"):
        corpus = Corpus([name], ReadOptions(), leave_out=tmp_path / "loop")
        assert corpus.extents
        entries = read([name], scratch)
        assert (kinds(entries), len(ids(entries))) == (["unreadable"], 1)


def test_a_link_to_a_folder_above_adds_nothing(tmp_path: Path, scratch: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text(story(1))
    (inner / "here").symlink_to(inner)
    (inner / "parent").symlink_to("..")
    (inner / "top").symlink_to(tmp_path)
    entries = read([str(tmp_path)], scratch)
    assert (kinds(entries), ids(entries)) == ([], [str(inner / "a.txt")])


@pytest.mark.slow
def test_folders_that_all_link_to_each_other_come_to_an_end(tmp_path: Path) -> None:
    """Every way through nine of them would be a million folders."""
    names = [f"f{number}" for number in range(9)]
    for name in names:
        (tmp_path / name).mkdir()
        for other in names:
            if other != name:
                (tmp_path / name / other).symlink_to(tmp_path / other)
    (tmp_path / "f0" / "a.txt").write_text(story(1))
    corpus = Corpus([str(tmp_path)], ReadOptions())
    (extent,) = corpus.extents
    assert extent.files < 5_000
    found = [part.name for part in corpus.parts()]
    assert {f"{tmp_path}/f0/a.txt", f"{tmp_path}/f1/f0/a.txt"} <= set(found)


def test_a_folder_behind_too_many_links_is_one_failure(tmp_path: Path, scratch: Path) -> None:
    names = [f"f{number}" for number in range(6)]
    for name, following in pairwise(names):
        (tmp_path / name).mkdir()
        (tmp_path / name / "next").symlink_to(tmp_path / following)
    (tmp_path / names[-1]).mkdir()
    (tmp_path / names[-1] / "a.txt").write_text(story(1))
    entries = read([f"{tmp_path}/f0"], scratch)
    assert (kinds(entries), ids(entries)) == (["unreadable"], [])
    near = f"{tmp_path}/f3"
    assert ids(read([near], scratch)) == [f"{near}/next/next/a.txt"]
