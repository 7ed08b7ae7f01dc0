"""Audits of the pieces that nobody has opened yet, one after the other, in a process of its own."""

import asyncio
from typing import Final

import msgspec

from onrecord.audit.schema.audit import Audit
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.service.job_process import JobProcess
from onrecord.desk.service.jobs import Draft, Job
from onrecord.models.errors import OnRecordError

#: Seconds between two looks whether the piece that is open is being audited.
_LOOK: Final = 0.1


class BackgroundAudits:
    """Fills in what the list shows of pieces, until there is none left.

    The process should have a low priority. It gets no piece while one that is open is audited, and
    is there only as long as there are pieces for it.
    """

    def __init__(self, desk: Desk, process: JobProcess) -> None:
        self._desk, self._process = desk, process
        self._waiting = desk.unaudited()
        #: How many pieces wait, the one at hand among them.
        self.left = len(self._waiting)
        #: Pieces that could not be audited; whoever opens one is told why.
        self.failed: list[int] = []

    async def run(self) -> None:
        """Audit what has to be; the process has ended afterwards, also where this is cancelled."""
        try:
            for id in self._waiting:
                await self._turn()
                if not await self._audit(id):
                    self.failed.append(id)
                self.left -= 1
        finally:
            self.left = 0
            await self._process.end()

    async def _turn(self) -> None:
        """Wait until no open piece is being audited."""
        while self._desk.is_auditing:
            await asyncio.sleep(_LOOK)

    async def _audit(self, id: int) -> bool:
        """Audit a piece unless that has been done meanwhile; whether there is an audit of it."""
        try:
            asked = await asyncio.to_thread(self._desk.to_audit, id)
            if asked is None:
                return True
            draft = Draft(name=f"piece {id}", document=asked.document, decisions=asked.decisions)
            answer = await self._process.ask(msgspec.msgpack.encode(Job(drafts=[draft])))
            if answer.status != 200:
                return False
            audit = msgspec.json.decode(answer.content, type=Audit)
            await asyncio.to_thread(self._desk.note_audit, asked, audit)
        except (OnRecordError, msgspec.MsgspecError):
            return False
        return True
