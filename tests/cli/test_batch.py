"""`onrecord batch` with the model that ships: arguments, exit codes, what it prints."""

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.audit.batch.run.run_batch import State
from onrecord.audit.batch.types import Counts, Field
from onrecord.cli import batch as command
from onrecord.cli.batch_watch import Watch, worded
from onrecord.cli.main import main
from tests.audit.batch.corpora import jsonl, rows, story

pytestmark = pytest.mark.slow

MANY = 60
#: The command, to which Ctrl-C comes once its first results are written.
INTERRUPTED = """
import os, signal, sys
from onrecord.audit.batch.corpus import batches
from onrecord.cli import batch_watch
from onrecord.cli.main import main
batches.BATCH_WORDS = 150
class Watch(batch_watch.Watch):
    signals = [signal.SIGINT]
    def __call__(self, state):
        super().__call__(state)
        if self.signals:
            os.kill(os.getpid(), self.signals.pop())
batch_watch.Watch = Watch
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "news.jsonl", [*rows(3), {"id": "void"}])


def test_fields_are_those_of_the_module_behind_them() -> None:
    assert set(command.FIELDS) == set(Field.__args__)


def test_a_corpus_ends_with_a_line_and_zero(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    arguments = ["batch", str(corpus), "-o", str(output), "--group-by", "publisher, date:month"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert "4 records: 3 audited, 1 failed" in out
    assert str(output / "errors.jsonl") in out
    assert "Traceback" not in err
    record = json.loads((output / "run.json").read_text())
    assert record["group_by"] == ["publisher", "date:month"]
    assert record["timings"]["sessions"] == 1
    assert main(arguments) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert main([*arguments, "--strict"]) == 2
    assert main([*arguments, "--dedupe"]) == 2
    assert "--restart" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--column", "text"], "FIELD=COLUMN"),
        (["--column", "mood=happy"], "FIELD=COLUMN"),
        (["--group-by", "mood"], "can't be grouped by mood"),
        (["--policy", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_arguments_that_cannot_be_used(
    arguments: list[str],
    said: str,
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["batch", str(corpus), "-o", str(tmp_path / "out"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_columns_by_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'nr;wording\n17;"{story(1)}"\n')
    output = tmp_path / "out"
    columns = ["--column", "id=nr", "--column", "text=wording"]
    assert main(["batch", str(path), "-o", str(output), *columns]) == 0
    audit = json.loads((output / "audits.jsonl").read_text())
    assert audit["article"]["id"] == "17"
    assert audit["article"]["text"] == story(1).rstrip("\n") + "\n"
    assert capsys.readouterr().out.startswith("1 record: 1 audited.")


def test_an_interrupt_finishes_the_batch_in_hand(tmp_path: Path) -> None:
    # Far more batches than may wait to be audited and written when the interrupt comes.
    path = jsonl(tmp_path / "news.jsonl", rows(MANY))
    output = tmp_path / "out"
    line = [sys.executable, "-c", INTERRUPTED, "batch", str(path), "-o", str(output)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 130
    assert "Stopped; run the same command again to resume." in done.stderr
    found = re.search(r"(\d+) records: \d+ audited\.", done.stdout)
    assert found is not None
    lines = (output / "audits.jsonl").read_text().splitlines()
    assert 0 < len(lines) == int(found[1]) < MANY
    assert all(json.loads(line)["schema"] == "onrecord.audit/2" for line in lines)


class Bar:
    """Keeps what a bar would show."""

    def __init__(self) -> None:
        self.note = ""

    def update(self, done: float, total: float | None, note: str) -> None:
        self.note = note


def test_progress_is_told_in_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    # Of this module alone: loops of events in other threads go by the clock, too.
    clock = SimpleNamespace(monotonic=lambda: now[0])
    monkeypatch.setattr("onrecord.cli.batch_watch.time", clock)
    bar = Bar()
    watch = Watch(bar)  # type: ignore[arg-type]
    for second in range(1, 101):
        now[0] = float(second)
        share = 0.5 + second / 400
        watch(State(counts=Counts(audited=second, errors=2), words=9 * second, share=share))
    assert capsys.readouterr().err.count("\n") == 3
    assert bar.note.startswith("100 articles, 2 errors, 9 words/s, ")
    assert bar.note.endswith(" left")


def test_durations() -> None:
    assert [worded(s) for s in (5, 600, 9_000)] == ["5 s", "10 min", "2 h 30 min"]
