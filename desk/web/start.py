"""Starting the desk: its file, the drafts in it, the server, the browser."""

import asyncio
import secrets
import socket
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.run.memory_bound import enough_memory
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.desk.pieces.background_audits import BackgroundAudits
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_auditor import PieceAuditor
from onrecord.desk.pieces.piece_imports import Limits, drafts_at
from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.jobs import Start
from onrecord.desk.serving.listening import answer_on, listen
from onrecord.desk.store.desk_file import NAME, DeskFile
from onrecord.desk.web.desk_app import desk_app
from onrecord.models.errors import OnRecordError

_HOST: Final = "127.0.0.1"
#: Audits in the background give way to everything else that the machine does.
_NICENESS: Final = 19
#: How long one may take, in seconds: a long piece while the machine is busy.
_SECONDS: Final = 600.0


def desk_file_for(paths: Sequence[Path]) -> Path:
    """Where the desk file lies that wasn't named: in the folder of the drafts, or in this one."""
    first = paths[0] if paths else Path()
    return (first if first.is_dir() else first.parent) / NAME


def run_desk(
    paths: Sequence[Path],
    file: Path,
    auditor: Auditor,
    house: House | None,
    limits: Limits,
    *,
    model: Path | None,
    port: int,
    browser: bool,
    say: Callable[[str], None],
    complain: Callable[[str], None],
) -> None:
    """Run the desk until the process is told to stop.

    Args:
        paths: drafts, and folders of them, to take in.
        file: the desk file.
        auditor: what audits.
        house: what the newsroom knows of sources.
        limits: what is taken in.
        model: the folder that the auditor's model is from; None: the one that ships.
        port: where to listen on this machine; 0: any free port.
        browser: whether to open the page.
        say: is told the address.
        complain: is told of each draft that can't be read.

    Raises:
        OnRecordError: the port is in use, or the desk file can't be used.
    """
    with listen(_HOST, port) as listener, DeskFile(file) as opened:
        desk = Desk(opened, PieceAuditor(auditor, house), limits)
        start = Start(
            model=None if model is None else str(model.resolve()),
            runtime=auditor.model.runtime,
            policy=auditor.policy,
            house=NO_HOUSE if house is None else house,
            max_bytes=limits.max_bytes,
            any_language=limits.any_language,
            memory=enough_memory(limits.max_bytes),
            niceness=_NICENESS,
        )
        for draft in drafts_at(paths):
            try:
                desk.take_in_file(draft)
            except OnRecordError as error:
                complain(str(error))
        audits = BackgroundAudits(desk, JobProcess(start, 1, _SECONDS))
        own, token = listener.getsockname()[1], secrets.token_urlsafe(32)
        address = f"http://{_HOST}:{own}/?token={token}"
        say(address)
        if browser:
            webbrowser.open(address)
        app = desk_app(desk, port=own, token=token, audits=audits)
        asyncio.run(_answer(listener, app, audits))


async def _answer(listener: socket.socket, app: ASGIApp, audits: BackgroundAudits) -> None:
    """Answer requests, and audit what nobody has opened yet, until the process is told to stop."""
    background = asyncio.create_task(audits.run())
    try:
        await answer_on(listener, app)
    finally:
        background.cancel()
        await asyncio.gather(background, return_exceptions=True)
