"""Which articles of a data set to measure on: all, or those that nothing was trained on."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, get_args

from onrecord.eval.gold.problems import GoldError
from onrecord.eval.gold.types import GoldArticle
from onrecord.models.training.split import Part, part_of

#: ``dev``: all articles as given. The others are for the files that the model is trained
#: on: ``held-out`` the half of the tenth kept back that models and settings are chosen on,
#: ``held-out-calibrate`` the half that calibration is fitted on, ``held-out-tenth`` both.
Split: TypeAlias = Literal["dev", "held-out", "held-out-calibrate", "held-out-tenth"]
SPLITS: Final[tuple[Split, ...]] = get_args(Split)
_PARTS: Final[dict[Split, tuple[Part, ...]]] = {
    "dev": ("train", "choose", "calibrate"),
    "held-out": ("choose",),
    "held-out-calibrate": ("calibrate",),
    "held-out-tenth": ("choose", "calibrate"),
}


def articles_of(split: str, articles: Sequence[GoldArticle], source: str) -> list[GoldArticle]:
    """The articles of a split.

    Args:
        split: its name.
        articles: the data set.
        source: what a message calls it.

    Raises:
        GoldError: there is no such split, or it has none of the articles.
    """
    parts = next((own for name, own in _PARTS.items() if name == split), None)
    if parts is None:
        raise GoldError(f"There is no split {split!r}; choose one of {', '.join(SPLITS)}.")
    kept = [article for article in articles if part_of(article.id) in parts]
    if not kept:
        raise GoldError(
            f"None of the {len(articles)} articles of {source} belongs to the split {split}; "
            "name the files that the model is trained on, or choose the split dev."
        )
    return kept
