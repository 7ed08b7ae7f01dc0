"""How many operations the network's architecture needs."""

import json
from pathlib import Path

import msgspec

from onrecord.models.errors import OnRecordError
from onrecord.models.network.tags import NAME_TAGS, ROLE_TAGS


class Architecture(msgspec.Struct, frozen=True):
    """The sizes that decide what the network costs."""

    width: int
    inner: int
    layers: int
    outputs: int

    @classmethod
    def of(cls, folder: Path) -> "Architecture":
        """Read off ``config.json`` in `folder`.

        Raises:
            OnRecordError: it isn't there, or says too little.
        """
        try:
            settings = json.loads((folder / "config.json").read_bytes())
            encoder = settings["encoder"]
            heads = 4 * settings["arc_size"] + settings["mention_size"] + 1
            return cls(
                width=encoder["hidden_size"],
                inner=encoder["intermediate_size"],
                layers=encoder["num_hidden_layers"],
                outputs=len(ROLE_TAGS) + len(NAME_TAGS) + heads,
            )
        except (OSError, ValueError, KeyError) as error:
            raise OnRecordError(
                f"{folder / 'config.json'} does not give the size of the model; give the folder "
                "that 'onrecord train' wrote."
            ) from error

    @property
    def shapes(self) -> dict[tuple[int, int], int]:
        """How often a token meets a weight matrix of each shape (inputs, outputs)."""
        return {
            (self.width, self.width): 4 * self.layers,
            (self.width, self.inner): self.layers,
            (self.inner, self.width): self.layers,
        }

    def operations(self, subwords: int, tokens: int) -> float:
        """Multiplications and additions for one window, in its products of matrices."""
        weights = sum(times * k * n for (k, n), times in self.shapes.items())
        attention = 2 * self.layers * subwords * self.width
        return 2.0 * (subwords * (weights + attention) + tokens * self.width * self.outputs)
