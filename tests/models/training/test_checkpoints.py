"""What a training run goes on from, and what it refuses to."""

from pathlib import Path

import msgspec
import pytest

from onrecord.models.errors import OnRecordError
from onrecord.models.training.checkpoints import AVERAGE, begin
from onrecord.models.training.train import Settings

pytestmark = pytest.mark.slow

FREE = frozenset({"epochs"})
SETTINGS = Settings()


def checkpoint(output: Path, step: int, *, whole: bool = True) -> Path:
    folder = output / f"checkpoint-{step}"
    folder.mkdir(parents=True)
    if whole:
        (folder / AVERAGE).touch()
    return folder


def test_a_new_run_has_none(tmp_path: Path) -> None:
    assert begin(tmp_path / "run", SETTINGS, FREE, resume=True) is None


def test_the_newest_whole_one_is_gone_on_from(tmp_path: Path) -> None:
    begin(tmp_path, SETTINGS, FREE, resume=True)
    checkpoint(tmp_path, 50)
    newest = checkpoint(tmp_path, 100)
    checkpoint(tmp_path, 150, whole=False)
    (tmp_path / "checkpoint-999").touch()
    assert begin(tmp_path, SETTINGS, FREE, resume=True) == newest


def test_settings_are_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path, SETTINGS, FREE, resume=True)
    folder = checkpoint(tmp_path, 50)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", killed)
        begin(tmp_path, SETTINGS, FREE, resume=True)
    assert begin(tmp_path, SETTINGS, FREE, resume=True) == folder


def test_starting_over_removes_them(tmp_path: Path) -> None:
    begin(tmp_path, SETTINGS, FREE, resume=True)
    left = [checkpoint(tmp_path, 50), checkpoint(tmp_path, 100, whole=False)]
    assert begin(tmp_path, msgspec.structs.replace(SETTINGS, seed=1), FREE, resume=False) is None
    assert not any(folder.exists() for folder in left)


def test_a_run_with_other_settings_is_refused(tmp_path: Path) -> None:
    begin(tmp_path, SETTINGS, FREE, resume=True)
    folder = checkpoint(tmp_path, 50)
    longer = msgspec.structs.replace(SETTINGS, epochs=99.0)
    assert begin(tmp_path, longer, FREE, resume=True) == folder
    other = msgspec.structs.replace(SETTINGS, seed=1, capacity=96)
    with pytest.raises(
        OnRecordError, match=r"a run with other settings \(capacity, seed\); .*--re"
    ):
        begin(tmp_path, other, FREE, resume=True)
    assert begin(tmp_path, SETTINGS, FREE, resume=True) == folder
