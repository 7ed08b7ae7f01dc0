"""Routes of the desk as a whole: the list of pieces, the editor's name, the rules."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.audit.policy.rule_list import rule_list
from onrecord.audit.schema.audit import LEVELS
from onrecord.desk.pieces.background_audits import BackgroundAudits
from onrecord.desk.pieces.desk import Desk
from onrecord.desk.pieces.piece_state import title_of
from onrecord.desk.serving.answers import json_answer
from onrecord.desk.serving.bodies import json_body
from onrecord.desk.store.types import ListedPiece
from onrecord.desk.web.requests import Editor
from onrecord.models.labels import LABELS, SECTORS, SOURCE_TYPES


class DeskRoutes:
    """The routes that are about no single piece."""

    def __init__(self, desk: Desk, audits: BackgroundAudits | None) -> None:
        self._desk, self._audits = desk, audits

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/api/desk", self.desk, methods=["GET"]),
            Route("/api/editor", self.editor, methods=["PUT"]),
            Route("/api/rules", self.rules, methods=["GET"]),
        ]

    async def desk(self, _: Request) -> Response:
        """Who decides, the pieces, and what decisions can say."""
        pieces = await run_in_threadpool(self._desk.listed)
        return json_answer(
            {
                "editor": await run_in_threadpool(lambda: self._desk.editor),
                "pieces": [_listed(piece) for piece in pieces],
                "auditing": {
                    "left": self._audits.left if self._audits else 0,
                    "failed": self._audits.failed if self._audits else [],
                },
                "limits": {"max_bytes": self._desk.limits.max_bytes},
                "labels": LABELS,
                "types": SOURCE_TYPES,
                "sectors": SECTORS,
            }
        )

    async def editor(self, request: Request) -> Response:
        """The name of whoever decides."""
        name = " ".join((await json_body(request, Editor)).name.split())
        await run_in_threadpool(self._desk.name_editor, name)
        return json_answer({"editor": name})

    async def rules(self, _: Request) -> Response:
        """The rules of the policy, explained."""
        return json_answer(rule_list(self._desk.policy))


def _listed(piece: ListedPiece) -> dict[str, object]:
    summary = piece.summary
    return {
        "id": piece.id,
        "title": title_of(piece.title, piece.head),
        "revision": piece.revision,
        "signed": piece.signed,
        "changed_at": piece.changed_at,
        "path": piece.path,
        "review": summary and summary.review,
        "findings": summary and {level: getattr(summary, level) for level in LEVELS},
    }
