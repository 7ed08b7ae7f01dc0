"""`onrecord batch` with the model that ships: arguments, exit codes, what it prints."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.audit.batch.run import State
from onrecord.audit.batch.types import Counts, Field
from onrecord.cli import batch as command
from onrecord.cli.batch_progress import Lines, duration, worded
from onrecord.cli.main import main
from tests.audit.batch.corpora import jsonl, rows, story


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
    assert out == ""
    assert "4 records: 3 audited, 1 errors. See" in err
    assert str(output / "errors.jsonl") in err
    record = json.loads((output / "run.json").read_text())
    assert record["group_by"] == ["publisher", "date:month"]
    assert record["timings"]["sessions"] == 1
    assert main(arguments) == 0
    assert "Finished before" in capsys.readouterr().err
    assert main([*arguments, "--strict"]) == 2
    assert main([*arguments, "--dedupe"]) == 2
    assert "--restart" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--column", "text"], "FIELD=NAME"),
        (["--column", "mood=happy"], "FIELD=NAME"),
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


def test_an_interrupt_finishes_the_batch_in_hand(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "news.jsonl", rows(180))
    output = tmp_path / "out"
    program = (
        "import sys; from onrecord.audit.batch import reading; reading.BATCH_WORDS = 150\n"
        "from onrecord.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    line = [sys.executable, "-c", program, "batch", str(path), "-o", str(output)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        log = output / "audits.jsonl"
        while process.poll() is None and not (log.exists() and log.stat().st_size):
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "stopping after the batch in hand" in err
    found = re.search(r"Stopped after (\d+) records: \d+ audited, 0 errors", err)
    assert found is not None
    lines = log.read_text().splitlines()
    assert 0 < len(lines) == int(found[1]) < 180
    assert all(json.loads(line)["schema"] == "onrecord.audit/1" for line in lines)


def test_a_terminal_gets_a_bar(corpus: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "onrecord.cli", "batch", str(corpus), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(line, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    shown = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
    process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert b"3 articles" in shown
    assert b"words/s" in shown


def test_progress_in_words() -> None:
    state = State(counts=Counts(records=30, audited=28, errors=2), words=9_000, share=0.25)
    assert worded(state, 10.0) == "28 articles, 900 words/s, 2 errors, 25%, 30 s left"
    assert worded(State(counts=Counts(), words=0, share=None), 0.0) == "0 articles, 0 words/s"
    assert [duration(s) for s in (5, 600, 9_000)] == ["5 s", "10 min", "2 h 30 min"]


def test_lines_come_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    lines = Lines()
    for second in range(100):
        now[0] = float(second)
        lines(State(counts=Counts(audited=second), words=second, share=None))
    assert capsys.readouterr().err.count("\n") == 3
