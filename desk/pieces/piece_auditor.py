"""Audits of pieces; what the network found in a text is kept for the next decision on it."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from onrecord.audit.assemble import NO_ANALYSIS, assemble
from onrecord.audit.auditor import Auditor
from onrecord.audit.decisions.types import Decision, DecisionFile
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.types import Policy
from onrecord.audit.schema.audit import Audit
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis

#: Texts whose readings are kept: the present one and the last few of some pieces.
_KEPT: Final = 16
#: Bytes of what the network gave that are kept: for some 37,000 words with the model that ships.
_REMEMBERED: Final = 128_000_000


class _Reading(NamedTuple):
    """A text as it was read: what an audit is assembled from, whatever has been decided."""

    view: TextView
    analysis: Analysis


class PieceAuditor:
    """Audits one piece at a time; may be used from several threads."""

    def __init__(self, auditor: Auditor, house: House | None = None) -> None:
        """Take a model with a policy, and what the newsroom knows of sources."""
        self._auditor = auditor
        # An edit leaves most windows of a text as they were.
        self._tagger = auditor.tagger.remembering(_REMEMBERED)
        self._house = NO_HOUSE if house is None else house
        self._readings: OrderedDict[str, _Reading] = OrderedDict()
        self._lock = threading.Lock()
        self._counting, self._asked = threading.Lock(), 0
        made_by = [auditor.model, auditor.policy.sha256, self._house.sha256, version("onrecord")]
        self._made_by = msgspec.json.encode(made_by)

    def audit(self, document: Document, decisions: Sequence[Decision]) -> Audit:
        """The audit of a document with decisions, in their order.

        Notes on them name each by its place, counted from 1, as its line.
        """
        lines = list(range(1, len(decisions) + 1))
        file = DecisionFile(name="decisions", decisions=list(decisions), lines=lines)
        with self._counted(), self._lock:
            reading = self._reading(document.text)
            return assemble(
                document,
                reading.analysis,
                model=self._auditor.model,
                policy=self._auditor.policy,
                view=reading.view,
                decisions=file if decisions else None,
                house=self._house,
                genre_words=self._tagger.genre_words,
            )

    def digest(self, document: Document, decisions: Sequence[Decision]) -> str:
        """SHA-256 of all that an audit depends on: what is audited, and by what."""
        told = replace(document, id="", original=None)
        digest = hashlib.sha256(msgspec.json.encode([told, decisions]))
        digest.update(self._made_by)
        return digest.hexdigest()

    @property
    def is_busy(self) -> bool:
        """Whether an audit is being made or waits for one that is."""
        return self._asked > 0

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._counting:
            self._asked += 1
        try:
            yield
        finally:
            with self._counting:
                self._asked -= 1

    @property
    def policy(self) -> Policy:
        """The rules that findings come from."""
        return self._auditor.policy

    def _reading(self, text: str) -> _Reading:
        reading = self._readings.get(text)
        if reading is None:
            view = TextView(text)
            found = list(self._tagger.analyse_views([view])) if len(view.words) else []
            reading = _Reading(view, found[0] if found else NO_ANALYSIS)
            self._readings[text] = reading
        self._readings.move_to_end(text)
        while len(self._readings) > _KEPT:
            self._readings.popitem(last=False)
        return reading
