"""A finished and an unfinished run of a small corpus."""

import shutil
from pathlib import Path

import pytest

from onrecord.audit.batch.corpus import batches
from onrecord.audit.batch.run.run_batch import Choices, run_batch
from tests.audit.batch.corpora import jsonl, rows, story
from tests.audit.batch.run.damaging import CHOICES, LOGS, STATE, results


@pytest.fixture
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
