"""The settings that make a network, and those that go with its weights."""

from typing import Any

import msgspec
from transformers import PretrainedConfig

from onrecord.models.config import DecodingConfig


class OnRecordConfig(PretrainedConfig):  # type: ignore[no-untyped-call]
    """Settings of `OnRecordModel`.

    Args:
        encoder: the settings of the encoder, as in its own ``config.json``: BERT's, or MPNet's if
            ``model_type`` is ``mpnet``.
        features_at: the layer of the encoder to whose input the features of tokens are added.
        width: width of the vectors that the heads read (None: the encoder's own).
        arc_size: width of the projections that link content to cue and cue to source.
        mention_size: width of the token vectors that classes and linker read.
        pair_size: width of the vectors that the linker compares.
        capacity: subwords of a window, without [CLS] and [SEP].
        margin: subwords of context on either side of a window.
        release: version of the weights, as printed in reports.
        calibration: temperatures and the like, by name; see `onrecord.models.sources.calibration`.
        decoding: `onrecord.models.config.DecodingConfig` as plain values (None: its defaults).
    """

    model_type = "onrecord"

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        features_at: int = 0,
        width: int | None = None,
        arc_size: int = 128,
        mention_size: int = 192,
        pair_size: int = 128,
        capacity: int = 318,
        margin: int = 8,
        release: str = "0",
        calibration: dict[str, Any] | None = None,
        decoding: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        # It would name other files of weights than those that are checked and signed.
        kwargs.pop("transformers_weights", None)
        self.encoder = encoder or {}
        self.features_at = features_at
        self.width = width
        self.arc_size = arc_size
        self.mention_size = mention_size
        self.pair_size = pair_size
        self.capacity = capacity
        self.margin = margin
        self.release = release
        self.calibration = calibration or {}
        self.decoding = msgspec.to_builtins(DecodingConfig()) if decoding is None else decoding
        super().__init__(**kwargs)
