"""The desk: every piece of work on pieces that the page can ask for."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from onrecord.audit.decisions.types import Decision
from onrecord.audit.diff.compare_drafts import compare_drafts
from onrecord.audit.diff.types import Diff
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.types import Policy
from onrecord.audit.schema.audit import Audit
from onrecord.desk.pieces.asked_decisions import decision_asked
from onrecord.desk.pieces.audit_changes import Changed, changed_between
from onrecord.desk.pieces.piece_auditor import PieceAuditor
from onrecord.desk.pieces.piece_exports import Export, exported, report_of
from onrecord.desk.pieces.piece_imports import Limits, check_words, from_path
from onrecord.desk.pieces.piece_state import PieceState, piece_state, summary_of
from onrecord.desk.store.desk_file import DeskFile
from onrecord.desk.store.errors import StoreError
from onrecord.desk.store.piece_rows import PieceRows, text_digest
from onrecord.desk.store.settings import editor_of, name_editor
from onrecord.desk.store.summary_rows import SummaryRows
from onrecord.desk.store.types import ListedPiece, Version
from onrecord.desk.store.version_rows import VersionRows
from onrecord.models.errors import OnRecordError

#: Pieces whose last audits are kept, to tell what the next one changes.
_KEPT: Final = 32
#: Who changes a piece whose file has changed on disk.
_FILE: Final = "the file"


class AskedAudit(NamedTuple):
    """What an audit of a piece is made from, and which revision of it that is."""

    id: int
    revision: int
    document: Document
    decisions: list[Decision]


class NamelessError(OnRecordError):
    """Nobody has said yet who is deciding."""


class NoEffectError(OnRecordError):
    """A decision that would change nothing."""


class Desk:
    """Work on the pieces of a desk file; may be used from several threads.

    Every write names the revision that it is about, and raises what `PieceRows` raises. It is on
    disk before the audit begins.
    """

    def __init__(self, file: DeskFile, auditor: PieceAuditor, limits: Limits) -> None:
        self._file, self._auditor, self.limits = file, auditor, limits
        self._pieces = PieceRows(file)
        self._versions = VersionRows(self._pieces)
        self._summaries = SummaryRows(file)
        self._last: OrderedDict[int, Audit] = OrderedDict()
        self._locks: defaultdict[int, threading.RLock] = defaultdict(threading.RLock)
        self._guard = threading.Lock()

    def listed(self) -> list[ListedPiece]:
        """All pieces."""
        return self._pieces.listed()

    @property
    def policy(self) -> Policy:
        """The rules that findings come from."""
        return self._auditor.policy

    @property
    def is_auditing(self) -> bool:
        """Whether a piece that somebody works on is being audited, or is about to be."""
        return self._auditor.is_busy

    def unaudited(self) -> list[int]:
        """Pieces of whose present text and decisions the list shows nothing, or what is outdated.

        Outdated is, too, what another model, policy or house list gave.
        """
        return [
            id
            for id, digest in self._summaries.digests().items()
            if self._auditor.digest(*self._asked(id)[2:]) != digest
        ]

    def to_audit(self, id: int) -> AskedAudit | None:
        """What has to be audited so that the list shows a piece as it is; None: nothing.

        Raises:
            GoneError: there is no such piece.
        """
        asked = self._asked(id)
        known = self._summaries.digests().get(id)
        return None if known == self._auditor.digest(*asked[2:]) else asked

    def note_audit(self, asked: AskedAudit, audit: Audit) -> None:
        """Show in the list what an audit says, unless the piece has changed since."""
        digest = self._auditor.digest(*asked[2:])
        self._summaries.note(asked.id, asked.revision, summary_of(audit), digest)

    @property
    def editor(self) -> str | None:
        """The name of whoever decides; None until it was given."""
        return editor_of(self._file)

    def name_editor(self, name: str) -> None:
        """Remember who decides from now on."""
        name_editor(self._file, name)

    def take_in(self, document: Document) -> PieceState:
        """A new piece."""
        return self.state(self._pieces.add(document))

    def take_in_file(self, path: Path) -> int:
        """The piece of a file; where the file has changed and the piece hasn't, with its words.

        Raises:
            OnRecordError: the file, or the decisions beside it, can't be read.
        """
        document, decisions = from_path(path, self.limits)
        known = self._pieces.at_path(path)
        if known is None:
            return self._pieces.add(document, path=path, decisions=decisions)
        piece = self._pieces.piece(known)
        is_untouched = text_digest(piece.text) == piece.imported and not piece.undo
        if is_untouched and piece.signed is None and document.text != piece.text:
            self._pieces.edit(known, piece.revision, document.text, by=_FILE)
        return known

    def state(self, id: int) -> PieceState:
        """A piece as it stands."""
        with self._alone(id):
            return self._state(id)

    def edit(self, id: int, revision: int, text: str) -> PieceState:
        """Give a piece another text.

        Raises:
            IngestError: it is too large, or no text.
        """
        check_words(text, self.limits)
        with self._alone(id):
            self._pieces.edit(id, revision, text, by=self._name())
            return self._state(id)

    def decide(self, id: int, revision: int, asked: dict[str, Any]) -> PieceState:
        """Decide something about a piece.

        Raises:
            BadDecisionError: what was asked for is no decision.
            NoEffectError: it would change nothing.
        """
        by = self._name()
        with self._alone(id):
            piece = self._pieces.piece(id)
            if piece.revision == revision and piece.signed is None:
                # Else the write below says what is wrong, whatever the decision is worth.
                decision = self._decision(id, asked, piece.text, by)
                self._check_effect(piece.document(), decision)
                self._pieces.decide(id, revision, decision)
            else:
                with self._pieces.changing(id, revision):
                    raise AssertionError("a stale write passed")
            return self._state(id)

    def withdraw(self, id: int, revision: int, decision: int) -> PieceState:
        """Take a decision back."""
        with self._alone(id):
            self._pieces.withdraw(id, revision, decision, by=self._name())
            return self._state(id)

    def undo(self, id: int, revision: int) -> PieceState:
        """Undo the last edit or decision."""
        with self._alone(id):
            self._pieces.undo(id, revision)
            return self._state(id)

    def redo(self, id: int, revision: int) -> PieceState:
        """Redo what was undone last."""
        with self._alone(id):
            self._pieces.redo(id, revision)
            return self._state(id)

    def versions(self, id: int) -> list[Version]:
        """The versions of a piece that were kept."""
        return self._versions.versions(id)

    def keep_version(self, id: int, revision: int, note: str) -> PieceState:
        """Keep a piece as it stands."""
        with self._alone(id):
            self._versions.keep(id, revision, note, by=self._name())
            return self._state(id)

    def restore(self, id: int, revision: int, version: int) -> PieceState:
        """Make a piece what it was in a version."""
        with self._alone(id):
            self._versions.restore(id, revision, version, by=self._name())
            return self._state(id)

    def diff(self, id: int, old: int, new: int | None) -> Diff:
        """What changed in the sourcing between two versions; new None: the piece as it stands.

        Raises:
            GoneError: there is no such version.
            UnrelatedError: the two have nothing in common.
        """
        with self._alone(id):
            before = self._audit_of_version(id, old)
            after = self._audit(id) if new is None else self._audit_of_version(id, new)
        return compare_drafts(before, after)

    def sign(self, id: int, revision: int) -> PieceState:
        """Sign a piece off; its report is kept with the signature."""
        by = self._name()
        with self._alone(id):
            self._versions.sign(id, revision, report_of(self._audit(id)), by=by)
            return self._state(id)

    def reopen(self, id: int, revision: int) -> PieceState:
        """Open a signed piece again."""
        with self._alone(id):
            self._versions.reopen(id, revision, by=self._name())
            return self._state(id)

    def export(self, id: int, form: str) -> Export:
        """A piece as a file; of a signed one the report that was signed."""
        with self._alone(id):
            decisions = [one.decision for one in self._pieces.decisions(id)]
            original = self._pieces.original(id) if form == "docx" else None
            made = exported(self._audit(id), decisions, form, original=original)
            signed = self._versions.signed_report(id) if form == "html" else None
            return made if signed is None else made._replace(content=signed)

    @contextmanager
    def _alone(self, id: int) -> Iterator[None]:
        """Let one at a time work on a piece, so that answers come in the order of writes."""
        with self._guard:
            lock = self._locks[id]
        with lock:
            yield

    def _name(self) -> str:
        name = self.editor
        if name is None:
            raise NamelessError("Say first who you are: your name is kept with what you decide.")
        return name

    def _decision(self, id: int, asked: dict[str, Any], text: str, by: str) -> Decision:
        made = self._pieces.decisions(id)
        after = made[-1].decision.at if made else None
        return decision_asked(asked, text, by=by, at=datetime.now(UTC), after=after)

    def _check_effect(self, document: Document, decision: Decision) -> None:
        outcome = self._auditor.audit(document, [decision]).decisions
        lost = [*outcome.unmatched, *outcome.overruled] if outcome else []
        if lost:
            raise NoEffectError(f"This would have no effect: {lost[0].message}.")

    def _asked(self, id: int) -> AskedAudit:
        piece = self._pieces.piece(id)
        decisions = [one.decision for one in self._pieces.decisions(id)]
        return AskedAudit(id, piece.revision, piece.document(), decisions)

    def _audit(self, id: int) -> Audit:
        return self._auditor.audit(*self._asked(id)[2:])

    def _audit_of_version(self, id: int, number: int) -> Audit:
        version = self._versions.version(id, number)
        document = self._pieces.piece(id).document()
        own = replace(
            document, text=version.text, links=version.links, id=f"{document.id}, version {number}"
        )
        return self._auditor.audit(own, [one.decision for one in version.decisions])

    def _state(self, id: int) -> PieceState:
        piece, decisions = self._pieces.piece(id), self._pieces.decisions(id)
        made = [one.decision for one in decisions]
        audit = self._auditor.audit(piece.document(), made)
        changed = self._remember(id, audit)
        # The list can do without; what was asked for has been done.
        with suppress(StoreError):
            self.note_audit(AskedAudit(id, piece.revision, piece.document(), made), audit)
        return piece_state(piece, decisions, audit, changed)

    def _remember(self, id: int, audit: Audit) -> Changed:
        """Keep the audit of a piece; what it changes."""
        with self._guard:
            before = self._last.pop(id, None)
            self._last[id] = audit
            while len(self._last) > _KEPT:
                self._last.popitem(last=False)
        return changed_between(before, audit)
