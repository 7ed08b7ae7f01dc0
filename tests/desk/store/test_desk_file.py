"""The desk file: made, held, migrated, refused."""

import sqlite3
import stat
from pathlib import Path

import pytest

from onrecord.audit.ingest.types import Document
from onrecord.desk.store import desk_file, migrations
from onrecord.desk.store.desk_file import DeskFile
from onrecord.desk.store.errors import (
    DiskError,
    LockedFileError,
    NewerFileError,
    NotDeskFileError,
    StoreError,
)
from onrecord.desk.store.piece_rows import PieceRows
from onrecord.desk.store.settings import editor_of, name_editor
from tests.desk.drafts import FERRY
from tests.full_disk import full_disk


def test_it_is_made_for_its_owner_alone_and_keeps_what_it_got(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.desk"
    with DeskFile(path) as file:
        id = PieceRows(file).add(Document(id="", text=FERRY))
        name_editor(file, "Ines Marlow")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with DeskFile(path) as file:
        assert PieceRows(file).piece(id).text == FERRY
        assert editor_of(file) == "Ines Marlow"


def test_a_second_desk_is_told_that_it_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.desk"
    with DeskFile(path), pytest.raises(LockedFileError, match="open in another process"):
        DeskFile(path)
    DeskFile(path).close()


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.desk"
    DeskFile(path).close()
    later = sqlite3.connect(path)
    later.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    later.close()
    before = path.read_bytes()
    with pytest.raises(NewerFileError, match="later version of OnRecord"):
        DeskFile(path)
    assert path.read_bytes() == before


def test_a_file_of_an_earlier_version_is_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "onrecord.desk"
    with DeskFile(path) as file:
        id = PieceRows(file).add(Document(id="", text=FERRY))
    more = (*migrations.MIGRATIONS, "ALTER TABLE pieces ADD COLUMN deadline TEXT;")
    monkeypatch.setattr(migrations, "MIGRATIONS", more)
    monkeypatch.setattr(migrations, "VERSION", len(more))
    monkeypatch.setattr(desk_file, "VERSION", len(more))
    with DeskFile(path) as file:
        assert PieceRows(file).piece(id).text == FERRY
        with file.reading() as db:
            assert migrations.version_of(db) == len(more)
            assert db.execute("SELECT deadline FROM pieces").fetchone()[0] is None


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "onrecord.desk"
    DeskFile(path).close()
    broken = (*migrations.MIGRATIONS, "CREATE TABLE more (a TEXT); CREATE TABLE pieces (a TEXT);")
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    monkeypatch.setattr(migrations, "VERSION", len(broken))
    monkeypatch.setattr(desk_file, "VERSION", len(broken))
    with pytest.raises(StoreError):
        DeskFile(path)
    monkeypatch.undo()
    with DeskFile(path) as file, file.reading() as db:
        assert migrations.version_of(db) == migrations.VERSION
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'more'").fetchall()


@pytest.mark.parametrize("content", [b"Not a database, but a draft of some length. " * 60, b"x"])
def test_another_file_is_not_taken_for_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    with pytest.raises(NotDeskFileError, match="no desk file"):
        DeskFile(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotDeskFileError, match="another program"):
        DeskFile(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened"):
        DeskFile(tmp_path / "nowhere" / "onrecord.desk")


def test_a_full_disk_loses_nothing_that_was_there(tmp_path: Path) -> None:
    with DeskFile(tmp_path / "onrecord.desk") as file:
        pieces = PieceRows(file)
        id = pieces.add(Document(id="", text=FERRY))
        with full_disk(64_000), pytest.raises(DiskError, match="nothing was saved"):
            pieces.edit(id, 1, FERRY * 300, by="Ines Marlow")
        assert pieces.piece(id).text == FERRY
        assert pieces.piece(id).revision == 1
        pieces.edit(id, 1, FERRY * 2, by="Ines Marlow")
        assert pieces.piece(id).text == FERRY * 2
