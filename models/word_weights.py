"""Reading a linear model of words: the weights of checksums, beside those of a network."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from onrecord.models.errors import OnRecordError


def read_word_weights(path: Path, classes: int, *more: str) -> dict[str, NDArray[Any]] | None:
    """The arrays of a file, None where there is none.

    `words` (words,) are checksums, rising, each once; `weights` (words, `classes`) and `bias`
    (`classes`,) theirs; those called `more` are (any, `classes`).

    Raises:
        OnRecordError: the file is damaged, or holds something else.
    """
    if not path.is_file():
        return None
    try:
        found: dict[str, NDArray[Any]] = load_file(path)
        words, weights, bias = found["words"], found["weights"], found["bias"]
        if weights.shape != (len(words), classes) or bias.shape != (classes,):
            raise ValueError("other shapes")
        if any(found[name].ndim != 2 or found[name].shape[1] != classes for name in more):
            raise ValueError("other shapes")
        if not len(words) or words.dtype != np.uint32 or (words[1:] <= words[:-1]).any():
            raise ValueError("words are not in order")
        if not all(np.isfinite(found[name]).all() for name in ("weights", "bias", *more)):
            raise ValueError("not all are numbers")
    except (SafetensorError, KeyError, OSError, TypeError, ValueError) as error:
        raise OnRecordError(
            f"{path} is damaged or not part of an OnRecord model; copy it again, or delete it "
            "to do without it."
        ) from error
    return found
