"""The formats of gold data by name: which one a path is in, how it is read and written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from onrecord.eval.gold.annotated import AnnotatedArticle, annotated
from onrecord.eval.gold.file_contents import BYTE_ORDER_MARK, parse_json, read_bytes
from onrecord.eval.gold.formats import hugging_face, polnear
from onrecord.eval.gold.formats.annotators import COLUMN, read_annotators
from onrecord.eval.gold.formats.brat_folder import read_brat, write_brat
from onrecord.eval.gold.formats.decided_audits import is_audit, read_audits
from onrecord.eval.gold.formats.jsonl import read_jsonl, write_jsonl
from onrecord.eval.gold.formats.label_studio.exports import read_label_studio
from onrecord.eval.gold.formats.label_studio.tasks import annotated_tasks, write_tasks
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldArticle

Format: TypeAlias = Literal[
    "jsonl", "polnear", "brat", "label-studio", "datasets", "annotators", "audits"
]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
#: Formats with a writer; `annotators` (several people's work) and `audits` are only read.
WRITERS: Final[dict[Format, Callable[[Sequence[GoldArticle], Path], None]]] = {
    "jsonl": write_jsonl,
    "polnear": polnear.write_polnear,
    "brat": write_brat,
    "label-studio": lambda articles, path: write_tasks(annotated_tasks(articles), path),
    "datasets": hugging_face.write_datasets,
}


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        GoldError: there is none.
    """
    for format in FORMATS:
        if format == name.lower().replace("_", "-"):
            return format
    raise GoldError(f"There is no format {name!r}; choose one of {', '.join(FORMATS)}.")


def detect(source: str) -> Format:
    """The format of a file or folder, from what is in it.

    Raises:
        GoldError: it does not exist or is in none of the formats.
    """
    path = Path(source)
    if path.is_dir():
        return _detect_folder(path)
    if path.is_file():
        return "datasets" if path.suffix == ".parquet" else _detect_file(path)
    if hugging_face.is_saved_dataset(Path(source.rpartition(":")[0])):
        return "datasets"
    raise GoldError(
        f"{source} does not exist; for a data set of the hub, name the format datasets as well."
    )


def _detect_folder(path: Path) -> Format:
    if hugging_face.is_saved_dataset(path):
        return "datasets"
    if polnear.compartments(path):
        return "polnear"
    if next(path.rglob("*.ann"), None) is not None:
        return "brat"
    if any(is_audit(read_bytes(file).lstrip()) for file in sorted(path.glob("*.json"))[:1]):
        return "audits"
    raise GoldError(
        f"{path} has no gold data in a known format; the formats are {', '.join(FORMATS)}."
    )


def _detect_file(path: Path) -> Format:
    content = read_bytes(path).removeprefix(BYTE_ORDER_MARK).lstrip()
    if not content:
        raise GoldError(f"{path} is empty; there is nothing to measure on.")
    if content.startswith(b"["):
        return "label-studio"
    if is_audit(content):
        return "audits"
    if content.startswith(b"{"):
        try:
            first = parse_json(content.split(b"\n", 1)[0])
        except ValueError:
            first = {}
        return "annotators" if COLUMN in first and "text" not in first else "jsonl"
    raise GoldError(
        f"{path} has no gold data in a known format; the formats are {', '.join(FORMATS)}."
    )


def read(
    source: str,
    format: Format,
    problems: Problems,
    *,
    codes: Path | None = None,
    texts: Sequence[Path] = (),
) -> list[tuple[str, AnnotatedArticle]]:
    """Everybody's annotations of a source, each article with the file it is from.

    Args:
        source: a path, for `datasets` also a name on the hub.
        format: what it is.
        problems: where faults and warnings go.
        codes: a file or folder of codes, for PolNeAR's layout.
        texts: the files with the texts, for `annotators`.

    Raises:
        GoldError: it can't be read, or `problems` is strict and an item can't be used.
    """
    path = Path(source)
    if codes is not None and format != "polnear":
        raise GoldError(f"Only PolNeAR's layout takes a file of codes; {source} is {format}.")
    match format:
        case "jsonl":
            return [(source, annotated(a)) for a in read_jsonl(path, problems)]
        case "polnear":
            return polnear.read_polnear(path, problems, codes_file=codes)
        case "brat":
            return read_brat(path, problems)
        case "label-studio":
            return read_label_studio(path, problems)
        case "annotators":
            return read_annotators(path, problems, texts=texts)
        case "audits":
            return read_audits(path, problems)
        case "datasets":
            return [(s, annotated(a)) for s, a in hugging_face.read_datasets(source, problems)]
