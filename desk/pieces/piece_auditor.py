"""Audits of pieces; what the network found in a text is kept for the next decision on it."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, NamedTuple

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


class _Reading(NamedTuple):
    """A text as it was read: what an audit is assembled from, whatever has been decided."""

    view: TextView
    analysis: Analysis


class PieceAuditor:
    """Audits one piece at a time; may be used from several threads."""

    def __init__(self, auditor: Auditor, house: House | None = None) -> None:
        """Take a model with a policy, and what the newsroom knows of sources."""
        self._auditor = auditor
        self._house = NO_HOUSE if house is None else house
        self._readings: OrderedDict[str, _Reading] = OrderedDict()
        self._lock = threading.Lock()

    def audit(self, document: Document, decisions: Sequence[Decision]) -> Audit:
        """The audit of a document with decisions, in their order.

        Notes on them name each by its place, counted from 1, as its line.
        """
        lines = list(range(1, len(decisions) + 1))
        file = DecisionFile(name="decisions", decisions=list(decisions), lines=lines)
        with self._lock:
            reading = self._reading(document.text)
            return assemble(
                document,
                reading.analysis,
                model=self._auditor.model,
                policy=self._auditor.policy,
                view=reading.view,
                decisions=file if decisions else None,
                house=self._house,
            )

    @property
    def policy(self) -> Policy:
        """The rules that findings come from."""
        return self._auditor.policy

    def _reading(self, text: str) -> _Reading:
        reading = self._readings.get(text)
        if reading is None:
            view = TextView(text)
            found = list(self._auditor.tagger.analyse_views([view])) if len(view.words) else []
            reading = _Reading(view, found[0] if found else NO_ANALYSIS)
            self._readings[text] = reading
        self._readings.move_to_end(text)
        while len(self._readings) > _KEPT:
            self._readings.popitem(last=False)
        return reading
