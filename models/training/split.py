"""The fixed tenth of the training articles that nothing is trained on, in two halves."""

import hashlib
from typing import Literal, TypeAlias

#: What an article of the training data serves: to train on, to choose between models and
#: settings on, or to fit the calibration on.
Part: TypeAlias = Literal["train", "choose", "calibrate"]


def part_of(article_id: str) -> Part:
    """What an article serves, by its id alone.

    The first byte of the id's SHA-256 decides whether it is held out (one in ten), the last
    bit of the second one which half of those it belongs to.
    """
    digest = hashlib.sha256(article_id.encode()).digest()
    if digest[0] % 10:
        return "train"
    return "calibrate" if digest[1] % 2 else "choose"


def is_held_out(article_id: str) -> bool:
    """True for about one article in ten, by its id alone; such articles are never trained on."""
    return part_of(article_id) != "train"
