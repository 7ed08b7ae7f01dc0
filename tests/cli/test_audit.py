"""`onrecord audit` with the model that ships: inputs, outputs, exit codes."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from onrecord.audit.ingest.types import MAX_BYTES, Format
from onrecord.audit.policy import PRESETS
from onrecord.audit.reports.registry import FORMATS
from onrecord.audit.schema.audit import LEVELS, Audit
from onrecord.cli import audit as command
from onrecord.cli import audit_options
from onrecord.cli.main import main
from onrecord.models.runtimes.choose import RUNTIMES

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.txt"
SHORT = "The bridge will stay closed until May, Mayor Anna Lindqvist said on Tuesday.\n"
FRENCH = "Le maire a déclaré mardi que le pont resterait fermé jusqu'au mois de mai prochain.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(SHORT)
    return path


def audited(line: str) -> Audit:
    return msgspec.json.decode(line, type=Audit)


def test_choices_are_those_of_the_modules_behind_them() -> None:
    assert set(command.FORMATS) == set(FORMATS)
    assert command.LEVELS == LEVELS
    assert set(audit_options.INPUT_FORMATS) == set(get_args(Format))
    assert audit_options.MAX_BYTES == MAX_BYTES
    assert audit_options.POLICIES == PRESETS
    assert audit_options.RUNTIMES == RUNTIMES


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.txt", None, "missing.txt doesn't exist"),
        ("empty.txt", b"", "empty.txt"),
        ("blank.txt", b" \n\t\n", "blank.txt"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01" * 40, "picture.txt"),
        ("french.txt", FRENCH.encode() * 5, "French"),
        ("page.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>", "page.html"),
    ],
)
def test_an_input_that_cannot_be_used_gets_one_line(
    name: str, content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["audit", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("onrecord: ")
    assert said in line


def test_a_folder_is_no_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(tmp_path)]) == 2
    assert "folder" in capsys.readouterr().err


def test_a_large_file_is_refused(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(article), "--max-bytes", "20"]) == 2
    assert "--max-bytes" in capsys.readouterr().err


def test_a_folder_without_a_model_is_refused(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(article), "--model", str(tmp_path)]) == 2
    assert "does not contain a model" in capsys.readouterr().err


def test_an_unknown_policy_is_refused(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(article), "--policy", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


@pytest.mark.usefixtures("weights")
def test_json_holds_the_text_as_read(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(article), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    audit = audited(out)
    assert audit.article.text == SHORT
    assert [claim.label for claim in audit.claims] == ["named"]
    assert audit.sources[0].name == "Anna Lindqvist"


@pytest.mark.usefixtures("weights")
def test_the_others_are_done_where_one_is_bad(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "missing.txt")
    assert main(["audit", missing, str(article), str(SAMPLE), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [audited(line).article.id for line in out.splitlines()] == [str(article), str(SAMPLE)]
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("weights")
def test_standard_input(article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", "audit", "-", "--format", "json"],
        input=SHORT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert audited(done.stdout).article.text == SHORT


@pytest.mark.usefixtures("weights")
def test_metadata_from_the_command_line(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ["--title", "Bridge", "--byline", "By Tove Berg", "--date", "2025-03-04"]
    assert main(["audit", str(article), "--format", "json", *told]) == 0
    found = audited(capsys.readouterr().out).article
    assert (found.title, found.byline, found.date) == ("Bridge", "By Tove Berg", "2025-03-04")


def test_metadata_is_for_one_article(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(article), str(SAMPLE), "--title", "Bridge"]) == 2
    assert "--title" in capsys.readouterr().err


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_several_articles_go_into_a_folder(form: str, article: Path, tmp_path: Path) -> None:
    twin = tmp_path / "other" / "Bridge.txt"
    twin.parent.mkdir()
    twin.write_text(SHORT)
    folder = tmp_path / "reports" / "today"
    assert main(["audit", str(article), str(twin), "--format", form, "-o", str(folder)]) == 0
    suffixes = FORMATS[form].suffixes
    wanted = {f"{stem}{suffix}" for stem in ("bridge", "Bridge-2") for suffix in suffixes}
    assert {path.name for path in folder.iterdir()} == wanted


@pytest.mark.usefixtures("weights")
def test_csv_names_its_two_files(article: Path, tmp_path: Path) -> None:
    assert main(["audit", str(article), "--format", "csv", "-o", str(tmp_path / "out.csv")]) == 0
    assert (tmp_path / "out.claims.csv").exists()
    assert (tmp_path / "out.sources.csv").exists()


@pytest.mark.parametrize("form", ["csv", "html"])
def test_formats_that_need_a_place(
    form: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(article), str(SAMPLE), "--format", form]) == 2
    assert "-o" in capsys.readouterr().err


def test_a_report_never_overwrites_its_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(SHORT)
    for place in (draft, tmp_path):
        assert main(["audit", str(draft), "--format", "md", "-o", str(place)]) == 2
        assert "the article itself" in capsys.readouterr().err
    assert draft.read_text() == SHORT


@pytest.mark.usefixtures("weights")
def test_a_place_that_cannot_be_written(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "nowhere" / "report.html"
    assert main(["audit", str(article), "--format", "html", "-o", str(place)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "can't be written" in line
    assert not place.parent.exists()


def test_a_folder_that_cannot_be_made(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = article / "reports"
    assert main(["audit", str(article), str(SAMPLE), "-o", str(place)]) == 2
    assert "can't be created" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["html", "md", "csv", "json"])
def test_several_articles_do_not_go_into_a_file(
    form: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / f"out.{form}"
    arguments = ["audit", str(article), str(SAMPLE), "-f", form, "-o", str(place)]
    assert main(arguments) == 2
    assert "with several articles, -o must name a folder" in capsys.readouterr().err
    assert not place.exists()
    place.write_text("")
    assert main(arguments) == 2
    assert "with several articles, -o must name a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("www.courier.example/dam", "put https:// before"),
        ("htp://courier.example/dam", "http:// or https://"),
        ("file:///etc/hosts", "http:// or https://"),
    ],
)
def test_what_looks_like_an_address_is_told_how_to_be_one(
    given: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", given]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("weights")
def test_findings_at_or_over_a_level_set_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "ours.toml"
    policy.write_text('[rules]\nfew-named = { level = "warning", threshold = 50 }\n')
    ours = ["audit", str(SAMPLE), "--policy", str(policy)]
    assert main([*ours, "--fail-on", "error"]) == 0
    assert main([*ours, "--fail-on", "warning"]) == 1
    assert main([*ours, str(tmp_path / "missing.txt"), "--fail-on", "warning"]) == 2
    assert "few-named" in capsys.readouterr().out


@pytest.mark.usefixtures("weights")
def test_no_text_leaves_out_the_names(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    article = SAMPLE.read_text(encoding="utf-8")
    names = {"Ostrander", "Tessaly", "Whitlock", "Vance", "Strand", "Aasen", "Ferrante", "Henning"}
    assert all(name in article for name in names)
    assert main(["audit", str(SAMPLE), "--no-text", "--format", "html", "-o", str(report)]) == 0
    written = report.read_text(encoding="utf-8")
    assert not [name for name in names if name in written]


@pytest.mark.usefixtures("weights")
def test_the_same_article_gives_the_same_bytes(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", str(SAMPLE), "--format", "json"])
    alone = capsys.readouterr().out
    main(["audit", str(article), str(SAMPLE), "--format", "json"])
    assert capsys.readouterr().out.splitlines()[1] == alone.rstrip("\n")


@pytest.mark.usefixtures("weights")
def test_the_terminal_view_has_no_escapes_off_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["audit", str(SAMPLE)]) == 0
    out = capsys.readouterr().out
    assert "Gordon Vance" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("weights")
def test_pretty_json_is_the_same_audit(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", str(article), "--format", "json"])
    line = capsys.readouterr().out
    main(["audit", str(article), "--format", "json", "--pretty"])
    pretty = capsys.readouterr().out
    assert len(pretty.splitlines()) > 20
    assert json.loads(pretty) == json.loads(line)


@pytest.mark.usefixtures("weights")
def test_a_report_is_as_readable_as_any_new_file(article: Path, tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    assert main(["audit", str(article), "--format", "html", "-o", str(place)]) == 0
    fresh = tmp_path / "fresh"
    fresh.touch()
    assert stat.S_IMODE(place.stat().st_mode) == stat.S_IMODE(fresh.stat().st_mode)


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("epoch", ["yesterday", "1" * 30])
def test_a_date_that_is_none_is_named(
    epoch: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["audit", str(article)]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


def test_a_report_of_several_files_spares_the_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "bridge.claims.csv"
    article.write_text(SHORT)
    line = ["audit", str(article), "--input-format", "txt", "-f", "csv"]
    for name in ("bridge.csv", "bridge"):
        assert main([*line, "-o", str(tmp_path / name)]) == 2
        assert "is the article itself" in capsys.readouterr().err
    assert article.read_text() == SHORT
    other = tmp_path / "bridge"
    other.write_text(SHORT)
    assert main(["audit", str(article), str(other), *line[2:], "-o", str(tmp_path)]) == 2
    assert article.read_text() == other.read_text() == SHORT
    article.unlink()
    assert main(["audit", str(other), "-f", "csv", "-o", str(tmp_path)]) == 0
    assert other.read_text() == SHORT
    assert {path.name for path in tmp_path.iterdir()} == {
        "bridge",
        "bridge.claims.csv",
        "bridge.sources.csv",
    }


def test_standard_input_and_a_file_of_its_name_are_two_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stdin").write_text(SHORT)
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "-", "stdin", "-f", "md", "-o", "out"]) == 2
    assert "./stdin" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_no_text_is_escaped(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"), str(tmp_path / "plain.txt")]
    try:
        for name in names:
            Path(name).write_text(SHORT)
    except OSError:
        pytest.skip("the file system has no such names")
    folder, file = tmp_path / "out", tmp_path / "one"
    assert main(["audit", *names, "-f", form, "-o", str(folder)]) == 0
    assert main(["audit", names[0], "-f", form, "-o", str(file)]) == 0
    assert len(list(folder.iterdir())) == 2 * len(FORMATS[form].suffixes)
    if form in ("terminal", "json", "md"):
        assert main(["audit", names[0], "-f", form]) == 0
        assert "Lindqvist" in capsys.readouterr().out
    if form == "json":
        assert audited(file.read_text()).article.id.endswith("/caf\\udce9.txt")


@pytest.mark.parametrize("command", ["audit", "batch"])
def test_an_empty_name_is_no_place(
    command: str, article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As from a variable that is not set; it would mean the current folder."""
    monkeypatch.chdir(tmp_path)
    assert main([command, str(article), "-o", ""]) == 2
    assert [path.name for path in tmp_path.iterdir()] == [article.name]


@pytest.mark.parametrize("form", ["json", "html", "sarif", "webannotation"])
def test_a_title_in_bytes_that_are_no_utf8(
    form: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["audit", str(article), "--title", "B\udcffd", "-f", form, "-o", str(out)]) == 0
    assert "udcff" in out.read_text(encoding="utf-8")
