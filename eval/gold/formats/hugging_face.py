"""Data sets of Hugging Face `datasets` with the columns that `rows` describes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from onrecord.eval.gold.folders import new_folder
from onrecord.eval.gold.formats.rows import article_of_row, row_of_article
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldArticle

#: Files by which `datasets` knows its own folders.
DATASET_FILE, DATASET_DICT_FILE = "dataset_info.json", "dataset_dict.json"

#: Columns that are lists of attributions.
LISTS: Final = ("attributions", "nested")


def is_saved_dataset(path: Path) -> bool:
    """Whether `path` is a folder that `datasets` saved."""
    return (path / DATASET_FILE).is_file() or (path / DATASET_DICT_FILE).is_file()


def read_datasets(name: str, problems: Problems) -> list[tuple[str, GoldArticle]]:
    """The articles of a data set, with its name; what can't be used goes to `problems`.

    Args:
        name: a folder that `datasets` saved, a Parquet file, or else the name of a data
            set on the hub; with several splits, followed by ``:`` and the split.
        problems: where faults and warnings go.

    Raises:
        GoldError: there is no such data set or split.
    """
    articles = []
    for number, row in enumerate(_rows(name), start=1):
        article = article_of_row(_plain(row), name, f"row {number}", problems)
        if article is not None:
            articles.append((name, article))
    return articles


def _rows(name: str) -> Iterable[Mapping[str, Any]]:
    path, split = _split_name(name)
    if Path(path).suffix == ".parquet":
        return _parquet_rows(path)
    import datasets

    try:
        if Path(path).is_dir():
            loaded = datasets.load_from_disk(path)
        else:
            loaded = datasets.load_dataset(path)
    except Exception as error:
        # Each kind of source fails in its own way; all of them mean the same here.
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise GoldError(f"{path} can't be loaded as a data set: {reason}") from error
    if isinstance(loaded, Mapping):
        loaded = _choose(loaded, split, path)
    elif split is not None:
        raise GoldError(f"{path} has no splits; leave out {split!r}.")
    return list(loaded)


def _split_name(name: str) -> tuple[str, str | None]:
    path, colon, split = name.rpartition(":")
    if colon and path and not Path(name).exists() and "/" not in split and "\\" not in split:
        return path, split
    return name, None


def _choose(splits: Mapping[str, Any], split: str | None, path: str) -> Any:
    names = ", ".join(splits)
    if split is None:
        if len(splits) != 1:
            raise GoldError(
                f"{path} has the splits {names}; name one, as in {path}:{next(iter(splits))}."
            )
        return next(iter(splits.values()))
    if split not in splits:
        raise GoldError(f"{path} has no split {split!r}; it has {names}.")
    return splits[split]


def _parquet_rows(path: str) -> list[Mapping[str, Any]]:
    import pyarrow  # type: ignore[import-untyped]
    import pyarrow.parquet  # type: ignore[import-untyped]

    try:
        rows: list[Mapping[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    except (OSError, pyarrow.ArrowException) as error:
        reason = str(error).strip().split("\n")[0]
        raise GoldError(f"{path} can't be read as Parquet: {reason}") from error
    return rows


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as JSON would hold it: a list of structs where `datasets` gives a struct of lists."""
    plain = dict(row)
    for name in LISTS:
        listed = plain.get(name)
        if isinstance(listed, Mapping):
            cells = zip(*listed.values(), strict=True)
            plain[name] = [dict(zip(listed, cell, strict=True)) for cell in cells]
    return plain


def write_datasets(articles: Sequence[GoldArticle], out: Path) -> None:
    """Save articles as a data set that `datasets.load_from_disk` loads; without silver.

    Raises:
        OnRecordError: `out` is in use, or can't be written.
    """
    import datasets

    columns = list(dict.fromkeys(name for article in articles for name in article.meta))
    string = datasets.Value("string")
    spans = datasets.List(datasets.List(datasets.Value("int32")))
    attribution = {"id": string, "source": spans, "cue": spans, "content": spans}
    attribution |= dict.fromkeys(("code", "sector", "canonical", "unnamed"), string)
    attribution["insider"] = datasets.Value("bool")
    features = datasets.Features(
        {"id": string}
        | dict.fromkeys(columns, string)
        | {"text": string}
        | dict.fromkeys(LISTS, datasets.List(attribution))
    )
    rows = []
    for article in articles:
        row: dict[str, Any] = dict.fromkeys(columns) | row_of_article(article)
        row.pop("silver", None)
        for name in LISTS:
            row[name] = [dict.fromkeys(attribution) | a for a in row.get(name, [])]
        rows.append(row)
    shown = not datasets.are_progress_bars_disabled()
    datasets.disable_progress_bars()
    try:
        with new_folder(out) as folder:
            datasets.Dataset.from_list(rows, features=features).save_to_disk(str(folder))
    finally:
        if shown:
            datasets.enable_progress_bars()
