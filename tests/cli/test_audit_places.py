"""Where `onrecord audit` writes: never through links, and what names it can't use."""

import os
from pathlib import Path

import pytest

from onrecord.audit.reports.registry import FORMATS
from onrecord.cli.main import main

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.txt"
SHORT = "The bridge will stay closed until May, Mayor Anna Lindqvist said on Tuesday.\n"
FRENCH = "Le maire a déclaré mardi que le pont resterait fermé jusqu'au mois de mai prochain.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(SHORT)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_written_through_links_in_a_folder(
    form: str, article: Path, tmp_path: Path
) -> None:
    theirs, out = tmp_path / "theirs", tmp_path / "out"
    theirs.write_text("theirs")
    out.mkdir()
    for suffix in FORMATS[form].suffixes:
        (out / f"{article.stem}{suffix}").symlink_to(theirs)
    assert main(["audit", str(article), "-f", form, "-o", str(out)]) == 0
    assert theirs.read_text() == "theirs"
    assert not any(path.is_symlink() for path in out.iterdir())


def test_csv_is_not_named_after_a_device(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert main(["audit", str(article), "-f", "csv", "-o", str(pipe)]) == 2
    assert "csv writes two files" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"pipe", article.name}


LONG = "x" * 300
#: Commands with a name that the system can't look up: too long, or of links in a circle.
LOST = [
    ["audit", "ARTICLE", "-o", "NAME"],
    ["audit", "ARTICLE", "NAME", "-o", "out"],
    ["audit", "NAME", "-o", "ARTICLE"],
    ["audit", "ARTICLE", "--model", "NAME"],
    ["audit", "ARTICLE", "--policy", "NAME"],
    ["batch", "ARTICLE", "-o", "NAME"],
    ["batch", "NAME", "-o", "out"],
    ["batch", "NAME/*", "-o", "out"],
    ["batch", "ARTICLE", "-o", "out", "--model", "NAME"],
    ["eval", "run", "--data", "NAME", "-o", "out"],
    ["eval", "run", "--data", "ARTICLE", "-o", "NAME"],
    ["eval", "compare", "NAME", "NAME"],
    ["eval", "agreement", "NAME"],
]


@pytest.mark.parametrize("name", ["loop", LONG])
@pytest.mark.parametrize("line", LOST, ids=" ".join)
def test_a_name_that_cannot_be_looked_up_is_said(
    line: list[str],
    name: str,
    article: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    given = [part.replace("ARTICLE", article.name).replace("NAME", name) for part in line]
    assert main(given) == 2
    err = capsys.readouterr().err
    assert "Traceback" not in err and name[:20] in err and err.count("onrecord: ") == 1
    assert article.read_text() == SHORT and Path("loop").is_symlink()
