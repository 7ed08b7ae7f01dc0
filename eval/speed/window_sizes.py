"""The sizes of the windows that the network is given of a text."""

from pathlib import Path

from onrecord.models.network.subwords import Subwords
from onrecord.models.network.windows import cut_windows
from onrecord.models.runtimes.model_settings import ModelSettings
from onrecord.models.text.view import TextView


class Windows:
    """Counts subwords as the tagger of the model in `folder` does."""

    def __init__(self, folder: Path) -> None:
        self._subwords = Subwords.load(folder)
        self._settings = ModelSettings.load(folder)

    def tokens(self, text: str) -> int:
        """Subwords of `text`, each once."""
        return len(self._subwords.encode(TextView(text).tokens).pieces)

    def sizes(self, text: str) -> list[tuple[int, int]]:
        """Subwords ([CLS] and [SEP] included) and tokens of every window of `text`."""
        encoded = self._subwords.encode(TextView(text).tokens)
        cut = cut_windows(encoded, self._settings.capacity, self._settings.margin)
        return [
            (int(encoded.first[w.end] - encoded.first[w.start]) + 2, w.end - w.start) for w in cut
        ]
