"""The table of formats, and reports written to files."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.audit.reports.registry import FORMATS, file_stem, render, write_report
from onrecord.models.errors import OnRecordError
from tests.audit.reports.cases import BARE, meals_audit
from tests.audit.reports.docx.commented import as_text
from tests.audit.reports.hostile import hostile_audit
from tests.full_disk import full_disk

AUDITS = {"meals": meals_audit, "hostile": hostile_audit, **BARE}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", AUDITS)
def test_every_format_shows_every_audit(name: str, case: str) -> None:
    contents = render(AUDITS[case](), name)
    assert tuple(contents) == FORMATS[name].suffixes
    for content in map(as_text, contents.values()):
        assert content
        assert "nan" not in content.lower().split()


@pytest.mark.slow
def test_the_same_audit_gives_the_same_bytes() -> None:
    program = (
        "from onrecord.audit.reports.registry import FORMATS, render\n"
        "from tests.audit.reports.cases import meals_audit\n"
        "print([render(meals_audit(), name) for name in FORMATS])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PYTHONUTF8": "1"},
            cwd=Path(__file__).parents[3],
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(OnRecordError, match="“odt”; choose one of terminal, html, md, csv, "):
        render(meals_audit(), "odt")


def test_a_report_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    target = tmp_path / "report.page"
    assert write_report(meals_audit(), "html", target) == [target]
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("given", ["out", "out.csv"])
def test_csv_goes_to_two_files(tmp_path: Path, given: str) -> None:
    written = write_report(meals_audit(), "csv", tmp_path / given)
    assert [path.name for path in written] == ["out.claims.csv", "out.sources.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.claims.csv", "out.sources.csv"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_leaves_no_file_of_a_report(tmp_path: Path, name: str) -> None:
    contents = render(meals_audit(), name).values()
    sizes = [len(one if isinstance(one, bytes) else one.encode()) for one in contents]
    with full_disk(max(sizes) - 1), pytest.raises(OnRecordError, match="can't be written"):
        write_report(meals_audit(), name, tmp_path / "out")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_takes_files_named_after_the_article(tmp_path: Path, name: str) -> None:
    written = write_report(meals_audit(), name, tmp_path)
    assert [path.name for path in written] == [
        f"meals{suffix}" for suffix in FORMATS[name].suffixes
    ]
    assert all(path.parent == tmp_path for path in written)


@pytest.mark.parametrize("letter", ["a", "é", "記", "𝐀"])
@pytest.mark.parametrize("length", [90, 100, 101, 400])
def test_any_id_makes_a_name_that_a_file_can_have(letter: str, length: int, tmp_path: Path) -> None:
    ids = [letter * length, letter * length + "b", f"{letter * length}/"]
    stems = {file_stem(id) for id in ids}
    assert len(stems) == len(ids)
    for stem in stems:
        (tmp_path / f".{stem}.html.abcdefgh").touch()


def test_ids_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for article_id in (
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "",
        "=1+1",
        "x" * 400,
    ):
        article = msgspec.structs.replace(meals_audit().article, id=article_id)
        audit = msgspec.structs.replace(meals_audit(), article=article)
        (path,) = write_report(audit, "json", folder)
        assert path.resolve().parent == folder.resolve()
    assert len(list(folder.iterdir())) == 8


def test_ids_that_read_alike_keep_apart() -> None:
    assert len({file_stem(one) for one in ("a/b", "a:b", "a-b", "a b")}) == 4


def test_a_place_that_cannot_be_written_is_one_plain_line(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"can't be written") as error:
        write_report(meals_audit(), "html", tmp_path / "missing" / "report.html")
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_draws_reports_is_loaded_when_it_is_needed() -> None:
    program = (
        "import sys\n"
        "import onrecord.audit.reports.registry\n"
        "heavy = ('jinja2', 'rich', 'torch', 'numpy', 'docx', 'lxml')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
