"""The small heads that run outside the encoder's graph: their weights, and how they score.

The same computations as `network.MentionHeads` and the arc biases, in NumPy, so that an
audit needs neither PyTorch nor a second graph.
"""

from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from safetensors import SafetensorError, safe_open

from onrecord.models.arrays import FloatArray
from onrecord.models.network.head_shapes import Shape, head_shapes
from onrecord.models.network.tags import legal_transitions
from onrecord.models.weight_files import damaged_weights, weight_files

_OUTSIDE_ENCODER: Final = ("crf.", "mentions.", "content_arc_bias", "source_arc_bias")


class Parameters:
    """Weights of the small heads, by the names that the network gives them."""

    def __init__(self, arrays: dict[str, FloatArray]) -> None:
        self._arrays = arrays
        transitions = arrays["crf.transitions"]
        self.transitions = transitions + legal_transitions(transitions.shape[1])
        self.content_arc_bias = arrays["content_arc_bias"]
        self.source_arc_bias = arrays["source_arc_bias"]
        self.elided = arrays["mentions.elided"]

    @classmethod
    def load(cls, folder: Path) -> "Parameters":
        """Read the small heads from the weights in `folder`; the encoder stays there.

        Raises:
            OnRecordError: a file is damaged, or holds the weights of something else.
        """
        paths = weight_files(folder)
        shapes: dict[str, Shape] = {}
        arrays: dict[str, FloatArray] = {}
        try:
            for path in paths:
                with safe_open(str(path), framework="numpy") as file:
                    for name in file.keys():  # noqa: SIM118 - no mapping
                        if name in shapes:
                            raise ValueError("a tensor in two files")
                        if name.startswith(_OUTSIDE_ENCODER):
                            shapes[name] = tuple(file.get_slice(name).get_shape())
            vectors = ("mentions.elided", "mentions.name.bias", "mentions.pair.bias")
            if shapes != head_shapes(*(shapes[name] for name in vectors)):
                raise ValueError("other tensors, or others' shapes")
            for path in paths:
                with safe_open(str(path), framework="numpy") as file:
                    names = shapes.keys() & set(file.keys())
                    arrays |= {name: file.get_tensor(name).astype(np.float32) for name in names}
            if not all(np.isfinite(array).all() for array in arrays.values()):
                raise ValueError("not all are numbers")
            return cls(arrays)
        except (SafetensorError, KeyError, OSError, TypeError, ValueError) as error:
            raise damaged_weights(folder) from error

    @cached_property
    def _pair(self) -> FloatArray:
        return np.ascontiguousarray(self._arrays["mentions.pair.weight"].T)

    def dense(self, name: str, rows: FloatArray) -> FloatArray:
        """`rows` through the linear layer ``mentions.<name>``."""
        weight, bias = (
            self._arrays[f"mentions.{name}.weight"],
            self._arrays[f"mentions.{name}.bias"],
        )
        return np.asarray(rows @ weight.T + bias, dtype=np.float32)

    def pair_scores(
        self, anaphors: FloatArray, candidates: FloatArray, features: FloatArray
    ) -> FloatArray:
        """Scores (a, c) of every anaphor (a, size) with every candidate (c, size).

        `features`, (a, c, features), are those of each pair.
        """
        vectors, others = np.split(self._pair, [anaphors.shape[1]])
        # The anaphor is multiplied into the weights, which are fewer than the candidates.
        hidden = candidates @ (anaphors[:, :, None] * vectors)
        hidden += (features.reshape(-1, len(others)) @ others).reshape(hidden.shape)
        hidden += self._arrays["mentions.pair.bias"]
        np.maximum(hidden, 0, out=hidden)
        return self.dense("pair_out", hidden)[:, :, 0]


def log_softmax(logits: FloatArray) -> FloatArray:
    """Over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def softmax(logits: FloatArray) -> FloatArray:
    """Over the last axis."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))
