"""Starting the desk: its file, the drafts in it, the server, the browser."""

import asyncio
import secrets
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.audit.auditor import Auditor
from onrecord.audit.house.types import House
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_auditor import PieceAuditor
from onrecord.desk.pieces.piece_imports import Limits, drafts_at
from onrecord.desk.serving.listening import answer_on, listen
from onrecord.desk.store.desk_file import NAME, DeskFile
from onrecord.desk.web.desk_app import desk_app
from onrecord.models.errors import OnRecordError

_HOST = "127.0.0.1"


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
        port: where to listen on this machine; 0: any free port.
        browser: whether to open the page.
        say: is told the address.
        complain: is told of each draft that can't be read.

    Raises:
        OnRecordError: the port is in use, or the desk file can't be used.
    """
    with listen(_HOST, port) as listener, DeskFile(file) as opened:
        desk = Desk(opened, PieceAuditor(auditor, house), limits)
        for draft in drafts_at(paths):
            try:
                desk.take_in_file(draft)
            except OnRecordError as error:
                complain(str(error))
        own, token = listener.getsockname()[1], secrets.token_urlsafe(32)
        address = f"http://{_HOST}:{own}/?token={token}"
        say(address)
        if browser:
            webbrowser.open(address)
        asyncio.run(answer_on(listener, desk_app(desk, port=own, token=token)))
