"""Audits of pieces that nobody has opened: what they come to, their order, when they are due."""

import asyncio
import json
import threading
from pathlib import Path

import pytest

from onrecord.audit import Auditor
from onrecord.audit.house.types import NO_HOUSE
from onrecord.audit.policy.load import load_policy
from onrecord.desk.pieces.background_audits import BackgroundAudits
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_auditor import PieceAuditor
from onrecord.desk.pieces.piece_imports import Limits
from onrecord.desk.pieces.piece_state import summary_of
from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.jobs import Start
from onrecord.desk.store.desk_file import DeskFile
from tests.desk.drafts import FERRY
from tests.desk.own_loop import run_to_end

LIMITS = Limits(max_bytes=200_000)
OTHER = """The tram depot will be sold, the mayor said on Friday.

“It is empty,” said Hugo Brandt, who runs the depot. Two council members said it was worth more.
"""


@pytest.fixture
def process(auditor: Auditor) -> JobProcess:
    start = Start(
        model=None,
        runtime=None,
        policy=auditor.policy,
        house=NO_HOUSE,
        max_bytes=LIMITS.max_bytes,
        any_language=False,
    )
    return JobProcess(start, 1, 120.0)


@pytest.fixture
def drafts(tmp_path: Path, desk: Desk) -> list[Path]:
    """Drafts that the desk has, one with a decision beside it."""
    decision = {
        "decision": "source",
        "on": {"exact": "Hugo Brandt"},
        "sector": "business",
        "by": "Ines Marlow",
        "at": "2026-01-05T10:00:00+00:00",
    }
    texts = {"ferry.txt": FERRY, "depot.txt": OTHER}
    paths = [tmp_path / name for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    (tmp_path / "depot.onrecord.jsonl").write_text(json.dumps(decision), encoding="utf-8")
    for path in paths:
        desk.take_in_file(path)
    return paths


@pytest.mark.slow
def test_the_list_shows_of_each_piece_what_opening_it_would_and_a_restart_repeats_nothing(
    desk: Desk, file: DeskFile, auditor: Auditor, drafts: list[Path], process: JobProcess
) -> None:
    assert desk.unaudited() == [1, 2]
    assert [one.summary for one in desk.listed()] == [None, None]
    audits = BackgroundAudits(desk, process)
    run_to_end(audits.run())
    assert (audits.left, audits.failed) == (0, [])
    assert not process.is_up
    shown = [one.summary for one in desk.listed()]
    assert desk.unaudited() == []
    assert Desk(file, PieceAuditor(auditor), LIMITS).unaudited() == []
    states = [desk.state(id) for id in (1, 2)]
    assert shown == [summary_of(state.audit) for state in states]
    assert states[1].decisions


def test_what_has_changed_is_due_again(
    desk: Desk, file: DeskFile, auditor: Auditor, drafts: list[Path]
) -> None:
    for id in (1, 2):
        desk.state(id)
    assert desk.unaudited() == []
    drafts[0].write_text(FERRY + "\nNobody else was told.\n", encoding="utf-8")
    desk.take_in_file(drafts[0])
    assert desk.unaudited() == [1]
    strict = Auditor(auditor.tagger, load_policy("strict"))
    assert Desk(file, PieceAuditor(strict), LIMITS).unaudited() == [1, 2]
    with file.writing() as db:  # as the file of an earlier version has it
        db.execute("UPDATE pieces SET summary_of = NULL")
    assert desk.unaudited() == [1, 2]


def test_an_audit_of_a_state_that_has_passed_is_not_shown(desk: Desk, drafts: list[Path]) -> None:
    asked = desk.to_audit(1)
    assert asked is not None
    before = desk.state(1)
    desk.edit(1, before.revision, OTHER)
    shown = desk.listed()[0].summary
    desk.note_audit(asked, before.audit)
    assert desk.listed()[0].summary == shown
    assert desk.to_audit(1) is None


@pytest.mark.slow
def test_the_open_piece_goes_first(desk: Desk, drafts: list[Path], process: JobProcess) -> None:
    audits = BackgroundAudits(desk, process)

    async def work() -> None:
        opened = threading.Thread(target=desk.state, args=(1,))
        with desk._auditor._lock:  # the audit of the open piece takes its time
            opened.start()
            while not desk.is_auditing:
                await asyncio.sleep(0.01)
            background = asyncio.create_task(audits.run())
            await asyncio.sleep(0.5)
            # It would have been started for the first piece, and come up some seconds later.
            assert (audits.left, process._process) == (2, None)
        opened.join()
        await background

    run_to_end(work())
    assert desk.unaudited() == []


@pytest.mark.slow
def test_a_piece_that_cannot_be_audited_is_named_and_the_next_is_done(
    desk: Desk, drafts: list[Path], process: JobProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    audits = BackgroundAudits(desk, process)
    process._seconds = 0.001
    real = process.end

    async def end() -> None:  # after the first piece there is time enough
        process._seconds = 120.0
        await real()

    monkeypatch.setattr(process, "end", end)
    run_to_end(audits.run())
    assert audits.failed == [1]
    assert desk.unaudited() == [1]


@pytest.mark.slow
def test_nothing_is_left_running_where_it_is_stopped(
    desk: Desk, drafts: list[Path], process: JobProcess
) -> None:
    async def work() -> None:
        background = asyncio.create_task(BackgroundAudits(desk, process).run())
        while not process.is_up:
            await asyncio.sleep(0.01)
        background.cancel()
        await asyncio.gather(background, return_exceptions=True)
        assert not process.is_up

    run_to_end(work())
    assert 2 in desk.unaudited()
