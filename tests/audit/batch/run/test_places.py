"""Where a run reads and where it writes: other spellings, changed corpora, odd names."""

import itertools
import os
from pathlib import Path

import msgspec
import pytest

from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.audit.batch.types import ReadOptions
from onrecord.models.errors import OnRecordError
from tests.audit.batch.corpora import jsonl, rows, story

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_model")]


def test_a_run_goes_on_from_another_spelling_of_the_same_place(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(story(ord(name)))
    out = tmp_path / "out"
    stops = itertools.chain([False, True], itertools.repeat(True))
    assert not run_batch([str(folder)], out, Choices(), stop=lambda: next(stops)).complete
    again = run_batch([f"{tmp_path}/./corpus//"], out, Choices())
    assert again.complete and again.counts.audited == 3
    ids = [msgspec.json.decode(line)["article"]["id"] for line in (out / "audits.jsonl").open("rb")]
    assert ids == [str(folder / f"{name}.txt") for name in ("a", "b", "c")]


def test_a_changed_corpus_is_refused_until_restart(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", rows(2))
    output = tmp_path / "out"
    run_batch([str(path)], output, Choices())
    jsonl(path, rows(3))
    with pytest.raises(OnRecordError, match=r"a\.jsonl had 1 files and \d+ bytes, now it has"):
        run_batch([str(path)], output, Choices())
    result = run_batch([str(path)], output, Choices(restart=True))
    assert result.counts.audited == 3
    assert len((output / "audits.jsonl").read_bytes().splitlines()) == 3


def test_results_of_unknown_origin_are_not_overwritten(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", rows(1))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "audits.jsonl").write_text("mine\n")
    with pytest.raises(OnRecordError, match=r"audits\.jsonl is there"):
        run_batch([str(path)], tmp_path / "out", Choices())
    assert (tmp_path / "out" / "audits.jsonl").read_text() == "mine\n"


def test_results_may_not_lie_among_the_articles(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="is the corpus itself"):
        run_batch([str(tmp_path)], tmp_path, Choices())
    (tmp_path / "a.txt").write_text(story(1))
    run_batch([str(tmp_path)], tmp_path / "out", Choices())
    result = run_batch([str(tmp_path)], tmp_path / "out", Choices())
    assert result.counts.records == 1
    assert not result.fresh


def test_a_corpus_without_articles(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(OnRecordError, match="There is no article in"):
        run_batch([str(tmp_path / "none")], tmp_path / "out", Choices())


def test_names_that_are_no_text_are_escaped(tmp_path: Path) -> None:
    def odd(name: bytes) -> Path:
        return Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))

    try:
        odd(b"n\xe9ws").mkdir()
    except OSError:
        pytest.skip("the file system has no such names")
    odd(b"n\xe9ws/caf\xe9.txt").write_text(story(1))
    odd(b"n\xe9ws/new\nline.txt").write_text(story(2))
    odd(b"n\xe9ws/again.txt").write_text(story(1))
    odd(b"n\xe9ws/none\xff.txt").write_text("")
    jsonl(odd(b"n\xe9ws/z\xff.jsonl"), [{"text": story(3)}, {"text": ""}])
    odd(b"h\xe9use.toml").write_text('extends = "default"\n')
    logs = []
    for processes in (1, 2):
        choices = Choices(
            processes=processes,
            reading=ReadOptions(columns={"title": "\udcff"}),
            policy=str(odd(b"h\xe9use.toml")),
        )
        output = odd(b"r\xe9sults%d" % processes)
        result = run_batch([str(odd(b"n\xe9ws"))], output, choices)
        assert (result.counts.audited, result.counts.errors) == (4, 2)
        assert not run_batch([str(odd(b"n\xe9ws"))], output, choices).fresh
        logs.append((output / "audits.jsonl").read_text())
    assert logs[0] == logs[1]
    assert "/n\\\\udce9ws/caf\\\\udce9.txt" in logs[0]
