"""Finding the work of several annotators, for the human row of a run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from onrecord.eval.gold.formats import detect, format_named
from onrecord.eval.gold.load import load_annotated
from onrecord.eval.references.human import HumanCounts, human_counts

#: Looked for beside a data file: everybody's attributions, with the texts in the other files.
NAMES: Final = ("annotators.jsonl.gz", "annotators.jsonl")


#: Formats that may hold several people's work on one article.
_SEVERAL: Final = frozenset({"polnear", "label-studio", "annotators"})


class People(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of people against each other, the hash of their work, and what it is."""

    counts: HumanCounts
    sha256: str
    note: str


def find_people(
    data: Path | str,
    ids: Sequence[str],
    *,
    annotators: Path | None = None,
    format: str | None = None,
    lenient: bool = False,
    texts: Sequence[Path] = (),
) -> People | None:
    """The people behind the data set; None where no article has several annotators.

    Args:
        data: the data set; a file ``annotators.jsonl.gz`` beside it holds everybody's work,
            else the data set itself may.
        ids: the articles of the data set.
        annotators: the file or folder with everybody's work, instead of looking for one.
        format, lenient, texts: as `load_annotated` has them.

    Raises:
        GoldError: the annotators' work can't be used.
    """
    beside = [Path(data).parent / name for name in NAMES]
    chosen = annotators or next((path for path in beside if path.is_file()), None)
    if chosen is None and (format_named(format) if format else detect(str(data))) not in _SEVERAL:
        return None
    loaded = load_annotated(
        [chosen or data],
        format=None if chosen else format,
        lenient=lenient,
        texts=texts,
    )
    counts = human_counts(loaded.articles)
    if counts is None:
        return None
    several = [article for article in loaded.articles if len(article.annotators) > 1]
    numbers = sorted({len(article.annotators) for article in several})
    here = len({article.id for article in several} & set(ids))
    uncoded = "" if counts.coded else " They gave no codes, so figures with a label are left out."
    note = (
        f"{len(several)} articles ({here} of them in this data set) that {_range(numbers)} people "
        f"annotated, each person against each other one.{uncoded}"
    )
    return People(counts=counts, sha256=loaded.sha256, note=note)


def _range(numbers: Sequence[int]) -> str:
    low, high = numbers[0], numbers[-1]
    return str(low) if low == high else f"{low} to {high}"
