"""The model that ships, and a desk with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.audit import Auditor
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_auditor import PieceAuditor
from onrecord.desk.pieces.piece_imports import Limits
from onrecord.desk.store.desk_file import DeskFile


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    loaded = Auditor.load()
    # A desk would open the graph once more; and many tests have the same drafts.
    return Auditor(loaded.tagger.remembering(64_000_000), loaded.policy)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DeskFile]:
    with DeskFile(tmp_path / "onrecord.desk") as opened:
        yield opened


@pytest.fixture
def desk(file: DeskFile, auditor: Auditor) -> Desk:
    desk = Desk(file, PieceAuditor(auditor), Limits(max_bytes=200_000))
    desk.name_editor("Ines Marlow")
    return desk
