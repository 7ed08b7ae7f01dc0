"""Writing files: whole or not at all, and never in the place of what is no file."""

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from onrecord.audit.files import remove_unfinished, write_atomically, write_together
from onrecord.models.errors import OnRecordError
from tests.full_disk import full_disk


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    write_atomically(path, "é\n")
    write_atomically(path, b"new\n")
    assert path.read_bytes() == b"new\n"
    assert [p.name for p in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_that_the_system_gives(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_together({tmp_path / "a.md": "a", tmp_path / "b.md": b"b"})
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o666 & ~mask}


def test_the_mask_of_the_process_is_let_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread would make its files under a mask that is only set to be read."""
    monkeypatch.setattr(os, "umask", None)
    write_atomically(tmp_path / "report.md", "text")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "dated" / "report.md", tmp_path / "latest.md"
    target.parent.mkdir()
    target.write_text("old")
    link.symlink_to(target)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_link_to_what_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    link = tmp_path / "latest.md"
    link.symlink_to("report.md")
    write_atomically(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "report.md").read_text() == "new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(path.read_text()))
    reader.start()
    write_atomically(path, "said")
    reader.join(timeout=60)
    assert heard == ["said"]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"there is no folder \S*nowhere"):
        write_atomically(tmp_path / "nowhere" / "report.md", "x")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="can't be written"):
        write_atomically(tmp_path, "x")
    assert not list(tmp_path.iterdir())
    assert {p.name for p in tmp_path.parent.iterdir()} >= {tmp_path.name}
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.*"))


@pytest.mark.parametrize("before", [None, "old"])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_of_several_files_all_are_written_or_none(
    before: str | None, order: tuple[int, ...], tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.csv" for number in order]
    if before is not None:
        for path in paths:
            path.write_text(before)
    sizes = {path: 10 if path.name != "1.csv" else 5_000 for path in paths}
    said = r"1\.csv can't be written \(File too large\)"
    with full_disk(1_000), pytest.raises(OnRecordError, match=said):
        write_together({path: "x" * size for path, size in sizes.items()})
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == ({} if before is None else {path.name: before for path in paths})
    write_together({path: "x" * size for path, size in sizes.items()})
    assert {path: path.stat().st_size for path in tmp_path.iterdir()} == sizes


def test_a_folder_in_the_place_of_one_file_keeps_the_others_from_being_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(OnRecordError, match=r"/b can't be written"):
        write_together({tmp_path / "a": "x", tmp_path / "b": "x"})
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


def test_a_link_is_replaced_where_nothing_outside_may_be_touched(tmp_path: Path) -> None:
    target, link = tmp_path / "theirs.md", tmp_path / "report.md"
    target.write_text("theirs")
    link.symlink_to(target)
    write_atomically(link, "new", follow=False)
    assert not link.is_symlink()
    assert (link.read_text(), target.read_text()) == ("new", "theirs")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs names of descriptors in /dev")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_what_is_appended_to_standard_output_leaves_what_stood_there(
    name: str, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from onrecord.audit.files import write_atomically\n"
        "print('said before'); write_atomically(Path(sys.argv[1]), 'new\\n' * 50_000)"
    )
    log = tmp_path / "log.txt"
    log.write_text("old\n")
    with log.open("ab") as out:
        subprocess.run([sys.executable, "-c", program, name], stdout=out, check=True)
    assert log.read_text() == "old\nsaid before\n" + "new\n" * 50_000
    assert [path.name for path in tmp_path.iterdir()] == ["log.txt"]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from onrecord.audit import files\n"
        "def killed(*_): os.kill(os.getpid(), 9)\n"
        "os.fsync = killed\n"
        "files.write_atomically(Path(sys.argv[1]), 'half')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.b.json")], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    kept = [tmp_path / name for name in (".a.b.json", ".other.json.abcdefgh", ".a.b.json.notes.md")]
    for path in kept:
        path.write_text("mine")
    (tmp_path / ".a.b.json.ABCD-_12").mkdir()
    remove_unfinished(tmp_path, ["a.b.json", "c.json"])
    assert not left.exists()
    assert sorted(tmp_path.iterdir()) == sorted([*kept, tmp_path / ".a.b.json.ABCD-_12"])
    for no_folder in (tmp_path / "missing", kept[0]):
        remove_unfinished(no_folder, ["a.b.json"])
    assert kept[0].read_text() == "mine"
