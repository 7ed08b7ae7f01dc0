"""Defaults from onrecord.toml, and house lists, on the command line."""

import json
from pathlib import Path

import pytest

from onrecord.cli.main import main

pytestmark = pytest.mark.slow

ARTICLE = "The mayor reportedly wants to close the pier. It was built in 1911, Nora Quill said.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an article in a folder, which is the working directory."""
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "drafts"
    inner.mkdir()
    (inner / "pier.txt").write_text(ARTICLE)
    monkeypatch.chdir(inner)
    return tmp_path


def test_settings_of_the_repository_are_the_defaults(
    folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "house.toml").write_text('[[sources]]\nname = "Quill"\naliases = ["Nora Quill"]\n')
    (folder / "onrecord.toml").write_text(
        'policy = "strict"\nhouse = "house.toml"\nformat = "md"\nfail-on = "warning"\n'
    )
    assert main(["audit", "pier.txt"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("# Sourcing report")
    assert "- Policy: strict" in out
    assert "- House list: house.toml" in out
    assert f"- Settings: {folder / 'onrecord.toml'}".replace("_", "\\_") in out
    assert main(["audit", "pier.txt", "--no-config", "--format", "json"]) == 0
    audit = json.loads(capsys.readouterr().out)
    assert (audit["policy"]["name"], audit["house"]) == ("default", None)
    assert main(["audit", "pier.txt", "--policy", "ap", "--format", "json"]) in (0, 1)
    audit = json.loads(capsys.readouterr().out)
    assert audit["policy"]["name"] == "ap"
    assert "Quill" in [source["name"] for source in audit["sources"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('policy = "ap"\nmodel = "/tmp/x"\n', "line 2: “model” can't be set"),
        ('output = "x.html"\n', "line 1: “output” can't be set"),
        ("[command]\nrun = 1\n", "line 1: “command” can't be set"),
        ('fail_on = "error"\n', "did you mean “fail-on”?"),
        ('fail-on = "never"\n', "line 1: fail-on is “never”"),
        ('format = "pdf"\n', "line 1: format is “pdf”"),
        ("policy = 3\n", "line 1: policy is not a text"),
        ("policy\n", "not valid TOML"),
        ('house = "none.toml"\n', "no house list"),
        ('policy = "none.toml"\n', "no policy"),
    ],
)
def test_what_it_may_not_set_ends_the_command(
    content: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "onrecord.toml").write_text(content)
    assert main(["audit", "pier.txt"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_no_settings_are_taken_from_above_a_repository(
    folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "drafts" / ".git").mkdir()
    (folder / "onrecord.toml").write_text('format = "md"\n')
    assert main(["audit", "pier.txt"]) == 0
    assert not capsys.readouterr().out.startswith("#")


def test_a_bad_entry_of_a_house_list_is_named_and_the_rest_used(
    folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "house.toml").write_text(
        '[[sources]]\nname = "Quill"\naliases = ["Nora Quill"]\n[[sources]]\nname = 7\n'
    )
    house = str(folder / "house.toml")
    assert main(["audit", "pier.txt", "--house", house, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert "Quill" in [source["name"] for source in json.loads(out)["sources"]]
    assert "line 4" in err


def test_drafts_are_compared_with_the_settings_and_the_house_list(
    folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A format that only audits have is none of `diff`."""
    (folder / "house.toml").write_text('[[sources]]\nname = "Quill"\naliases = ["Nora Quill"]\n')
    (folder / "onrecord.toml").write_text(
        'house = "house.toml"\nformat = "docx"\nfail-on = "warning"\n'
    )
    new = "The pier was built in 1911, Nora Quill said. It is believed to be unsafe.\n"
    (folder / "drafts" / "new.txt").write_text(new)
    assert main(["diff", "pier.txt", "new.txt"]) == 1
    out = capsys.readouterr().out
    assert "House list: house.toml" in out
    assert "Settings: " in " ".join(out.split())
    assert main(["diff", "pier.txt", "new.txt", "-f", "md"]) == 1
    out = capsys.readouterr().out
    assert "House list: house.toml" in out
    assert main(["diff", "pier.txt", "new.txt", "-f", "json", "--no-config"]) == 0
    assert json.loads(capsys.readouterr().out)["new"]["house"] is None


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_corpus_is_audited_with_the_settings_and_the_house_list(
    processes: str, folder: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "house.toml").write_text('[[sources]]\nname = "Quill"\naliases = ["Nora Quill"]\n')
    (folder / "onrecord.toml").write_text('house = "house.toml"\npolicy = "strict"\n')
    arguments = ["batch", "pier.txt", "-o", str(folder / "out"), "--processes", processes]
    assert main(arguments) == 0
    audit = json.loads((folder / "out" / "audits.jsonl").read_text())
    assert "Quill" in [source["name"] for source in audit["sources"]]
    assert audit["house"]["name"] == "house.toml"
    record = json.loads((folder / "out" / "run.json").read_text())
    assert record["policy"]["name"] == "strict"
    assert record["settings"]["--house"].startswith("house.toml (")
    assert record["config"] == str(folder / "onrecord.toml")
    capsys.readouterr()
    (folder / "house.toml").write_text('[[sources]]\nname = "Nora"\naliases = ["Nora Quill"]\n')
    assert main(arguments) == 2
    assert "--house" in capsys.readouterr().err
