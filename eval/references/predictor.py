"""The interface of a predictor in an evaluation, and the tagger behind it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from onrecord.models.types import Analysis


class Predictor(Protocol):
    """Reads texts and says what it finds.

    `name` is what a report calls it; `note` says what a reader must know of it, if anything.
    """

    @property
    def name(self) -> str: ...

    @property
    def note(self) -> str: ...

    def predict(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text."""
        ...


class TaggerPredictor:
    """A trained tagger."""

    note = ""

    def __init__(self, path: Path | None = None, runtime: str | None = None) -> None:
        """Load the tagger in folder `path` (None: the shipped one).

        Raises:
            OnRecordError: there is no usable model there.
        """
        from onrecord.models.tagger import Tagger

        self._tagger = Tagger.load(path, runtime)
        self.name = self._tagger.name
        self.version = self._tagger.version
        self.runtime = self._tagger.runtime
        self.signature = self._tagger.signature

    def predict(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text."""
        return self._tagger.analyse(texts)
