"""Finding the work of several annotators, for the human row of a run."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from onrecord.eval.gold.formats.registry import detect, format_named
from onrecord.eval.gold.loading.load import AnnotatedData, load_annotated
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
    paths: Sequence[Path | str],
    ids: Sequence[str],
    *,
    annotators: Path | None = None,
    format: str | None = None,
    lenient: bool = False,
    texts: Sequence[Path] = (),
) -> People | None:
    """The people behind data sets; None where no article has several annotators.

    Args:
        paths: the data sets; a file ``annotators.jsonl.gz`` beside one holds everybody's work,
            else the data set itself may.
        ids: the articles of the data sets.
        annotators: the file or folder with everybody's work, instead of looking for one.
        format, lenient, texts: as `load_annotated` has them.

    Raises:
        GoldError: the annotators' work can't be used.
    """
    chosen = [annotators] if annotators else _with_several(paths, format)
    if not chosen:
        return None
    named = format if chosen == list(paths) else None
    loaded = [load_annotated([p], format=named, lenient=lenient, texts=texts) for p in chosen]
    articles = [article for data in loaded for article in data.articles]
    counts = human_counts(articles)
    if counts is None:
        return None
    several = [article for article in articles if len(article.annotators) > 1]
    numbers = sorted({len(article.annotators) for article in several})
    here = len({article.id for article in several} & set(ids))
    uncoded = "" if counts.coded else " They gave no codes, so figures with a label are left out."
    note = (
        f"{len(several)} articles ({here} of them in this data set) that {_range(numbers)} people "
        f"annotated, each person against every other.{uncoded}"
    )
    return People(counts=counts, sha256=_hash_of(loaded), note=note)


def _with_several(paths: Sequence[Path | str], format: str | None) -> list[Path | str]:
    """The files and folders that hold everybody's work, each once."""
    found: list[Path | str] = []
    for data in paths:
        beside = [Path(data).parent / name for name in NAMES]
        own = next((path for path in beside if path.is_file()), None)
        if own is None and (format_named(format) if format else detect(str(data))) in _SEVERAL:
            found.append(data)
        elif own is not None and own not in found:
            found.append(own)
    return found


def _hash_of(loaded: Sequence[AnnotatedData]) -> str:
    """Their hash; of several, the hash of their hashes."""
    hashes = [data.sha256 for data in loaded]
    return hashes[0] if len(hashes) == 1 else sha256("".join(hashes).encode()).hexdigest()


def _range(numbers: Sequence[int]) -> str:
    low, high = numbers[0], numbers[-1]
    return str(low) if low == high else f"{low} to {high}"
