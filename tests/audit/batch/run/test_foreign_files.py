"""What others left in the folder of a run is never written through, cut or taken for its own."""

import os
import shutil
from pathlib import Path

import pytest

from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.audit.batch.types import ReadOptions
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import story
from tests.audit.batch.run.damaging import (
    CHOICES,
    LOGS,
    PARTS,
    REPORTS,
    STATE,
    endless,
    everything,
    refused,
    results,
)
from tests.full_disk import full_disk

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_model", "small_batches")]


@pytest.mark.parametrize("dangling", [False, True])
@pytest.mark.parametrize("name", [*(f".batch/{one}" for one in STATE), *LOGS, ".batch", "articles"])
def test_nothing_is_written_through_links_in_the_folder(
    name: str,
    dangling: bool,
    corpus: Path,
    whole: dict[str, bytes],
    output: Path,
    theirs: Path,
) -> None:
    place, target = output / name, theirs / "new" if dangling else theirs / Path(name).name
    if place.is_dir():
        shutil.move(place, output / "elsewhere")
        target = target if dangling else theirs
    elif place.exists() and not dangling:
        shutil.copy(place, target)
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    before = everything(theirs)
    said = refused(corpus, output)
    assert f"{place} is a link" in said and "--restart" in said
    assert everything(theirs) == before
    assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete
    assert everything(theirs) == before
    assert not place.is_symlink()
    assert results(output) == whole


def test_reports_and_tables_take_the_place_of_links(
    corpus: Path, whole: dict[str, bytes], output: Path, theirs: Path
) -> None:
    names = [*REPORTS, "articles/long.html", *PARTS]
    for name in names:
        (output / name).unlink(missing_ok=True)
        (output / name).symlink_to(theirs / "2.txt")
    before = everything(theirs)
    assert run_batch([str(corpus)], output, CHOICES).complete
    assert everything(theirs) == before
    assert not any((output / name).is_symlink() for name in names)
    assert results(output) == whole


@pytest.mark.parametrize("name", [*LOGS, ".batch/seen.sqlite"])
def test_a_second_name_of_a_file_stays_as_it_is(name: str, corpus: Path, output: Path) -> None:
    """As in a copy made of hard links to save room."""
    kept = output.parent / "kept"
    os.link(output / name, kept)
    before = kept.read_bytes()
    said = refused(corpus, output)
    assert f"{output / name} has a second name" in said and "--restart" in said
    assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete
    assert kept.read_bytes() == before


@pytest.mark.parametrize("name", [*REPORTS, "articles"])
@pytest.mark.parametrize("full", [True, False])
def test_results_that_no_run_made_are_kept(
    full: bool, name: str, corpus: Path, tmp_path: Path
) -> None:
    place = tmp_path / "n0.html" if name != "articles" else tmp_path / name / "n0.html"
    place.parent.mkdir(exist_ok=True)
    (tmp_path / name if name != "articles" else place).write_text("mine" if full else "")
    if not full and name != "articles":
        assert run_batch([str(corpus)], tmp_path, CHOICES).complete
        return
    before = everything(tmp_path)
    said = refused(corpus, tmp_path)
    assert f"{tmp_path / name} is there" in said and "-o" in said
    after = everything(tmp_path)
    assert {path: after[path] for path in before} == before


def test_results_that_have_gone_are_made_again(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    pages = [f"articles/{path.name}" for path in (tmp_path / "articles").iterdir()]
    assert pages
    for name in (*REPORTS, *pages):
        for harm in (Path.unlink, lambda path: os.truncate(path, 0)):
            harm(tmp_path / name)
            assert run_batch([str(corpus)], tmp_path, CHOICES).fresh, name
            assert results(tmp_path) == whole
    assert not run_batch([str(corpus)], tmp_path, CHOICES).fresh


@pytest.mark.parametrize("kind", ["pipe", "endless", "device"])
def test_a_record_of_the_run_that_never_ends_is_not_read(
    kind: str, corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    if kind == "endless":
        endless("run.json")(tmp_path)
    else:
        (tmp_path / "run.json").unlink()
        if kind == "pipe":
            os.mkfifo(tmp_path / "run.json")
        else:
            (tmp_path / "run.json").symlink_to("/dev/zero")
    assert run_batch([str(corpus)], tmp_path, CHOICES).fresh
    assert results(tmp_path) == whole
    assert b"onrecord.batch/1" in (tmp_path / "run.json").read_bytes()


@pytest.mark.parametrize("finished", [True, False])
def test_what_somebody_else_wrote_over_a_log_is_not_cut(
    finished: bool, corpus: Path, output: Path, tmp_path: Path
) -> None:
    place = tmp_path / "finished" if finished else output
    if finished:
        run_batch([str(corpus)], place, CHOICES)
    with (place / "errors.jsonl").open("ab" if finished else "wb") as file:
        file.write(b"theirs\n" * 900)
    before = (place / "errors.jsonl").read_bytes()
    assert "errors.jsonl" in refused(corpus, place)
    assert (place / "errors.jsonl").read_bytes() == before


def test_a_restarted_run_leaves_no_report_of_the_earlier_one(corpus: Path, tmp_path: Path) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    heard: list[object] = []
    stop = lambda: len(heard) >= 1  # noqa: E731
    again = Choices(processes=1, restart=True)
    assert not run_batch([str(corpus)], tmp_path, again, watch=heard.append, stop=stop).complete
    assert not [name for name in REPORTS if (tmp_path / name).exists()]


@pytest.mark.parametrize("name", ["audits.jsonl", ".batch/seen.sqlite", ".batch/lock"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    name: str, corpus: Path, output: Path
) -> None:
    (output / name).unlink()
    os.mkfifo(output / name)
    assert f"{output / name} is something else" in refused(corpus, output)
    assert run_batch([str(corpus)], output, Choices(processes=1, restart=True)).complete


@pytest.mark.parametrize(
    "name", ["audits.jsonl", ".batch/seen.sqlite", ".batch/lock", *REPORTS, *(PARTS)]
)
def test_a_folder_in_the_place_of_a_file_is_named_and_kept(
    name: str, corpus: Path, output: Path
) -> None:
    (output / name).unlink(missing_ok=True)
    (output / name).mkdir()
    (output / name / "mine.txt").write_text("mine")
    for restart in (False, True):
        assert f"{output / name} is a folder" in refused(corpus, output, restart=restart)
    assert (output / name / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["audits.jsonl", "articles", "articles/2.html", ".batch/2.txt"])
def test_results_never_take_the_place_of_articles(name: str, tmp_path: Path) -> None:
    article = tmp_path / "out" / name
    if name == "articles":
        article = article / "2.txt"
    article.parent.mkdir(parents=True)
    article.write_text(story(2))
    with pytest.raises(OnRecordError, match=r"is where \S+ gets its results"):
        run_batch(
            [str(tmp_path / "out" / name)], tmp_path / "out", Choices(processes=1, restart=True)
        )
    assert article.read_text() == story(2)


def test_an_article_may_lie_beside_the_results(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text(story(2))
    choices = Choices(processes=1, reading=ReadOptions())
    assert run_batch([str(tmp_path / "2.txt")], tmp_path, choices).counts.audited == 1


@pytest.mark.parametrize("size", [0, 3_000, 8_000, 16_000, 30_000, 60_000])
def test_a_full_disk_at_any_place_is_said_and_the_run_goes_on(
    size: int, corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """Whichever file is the first that doesn't fit: no traceback, nothing half-written."""
    with full_disk(size), pytest.raises(OnRecordError, match=r"can't be written") as error:
        run_batch([str(corpus)], tmp_path / "out", CHOICES)
    assert "\n" not in str(error.value)
    assert not list((tmp_path / "out").glob("report*"))
    assert not list((tmp_path / "out").glob(".*.part"))
    result = run_batch([str(corpus)], tmp_path / "out", CHOICES)
    assert result.complete and not result.counts.errors - 1
    assert results(tmp_path / "out") == whole


def test_a_report_that_could_not_be_renewed_is_made_again(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch([str(corpus)], tmp_path, CHOICES)
    for size in (3_000, 20_000, len(whole["report.html"])):
        with full_disk(size), pytest.raises(OnRecordError, match="can't be written"):
            run_batch([str(corpus)], tmp_path, Choices(processes=1, group_by=("publisher",)))
        assert run_batch([str(corpus)], tmp_path, CHOICES).fresh
        assert results(tmp_path) == whole
