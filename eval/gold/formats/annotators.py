"""JSONL of everybody's attributions: a row per article, without its text.

Columns: `id` and `annotators`, an object from annotator to attributions as in OnRecord
JSONL, and `nested`, the same of attributions inside others; the texts stand in other files.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.eval.gold.annotated import AnnotatedArticle, checked_annotators
from onrecord.eval.gold.formats.jsonl import read_jsonl, read_rows
from onrecord.eval.gold.formats.rows import OWN_COLUMNS, attributions_of_rows, metadata
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldArticle, GoldAttribution

COLUMN = "annotators"
NESTED = "nested"


def read_annotators(
    path: Path, problems: Problems, *, texts: Sequence[Path] = ()
) -> list[tuple[str, AnnotatedArticle]]:
    """The articles of such a file, joined with their texts; what can't be used goes to `problems`.

    Args:
        path: the file.
        problems: where faults and warnings go.
        texts: OnRecord JSONL files that hold the texts; without any, those beside `path`.

    Raises:
        GoldError: a file can't be read, or there is no file with texts.
    """
    by_id = _texts(path, texts)
    articles = []
    for place, row in read_rows(path, problems):
        id, everybody = row.get("id"), row.get(COLUMN)
        if not isinstance(id, str) or not isinstance(everybody, Mapping):
            problems.fault(str(path), place, f"it has no id, or no {COLUMN}")
            continue
        source = by_id.get(id)
        if source is None:
            problems.fault(str(path), id, "none of the files with texts has its text")
            continue
        annotators: dict[str, list[GoldAttribution]] = {}
        for name, rows in everybody.items():
            found = attributions_of_rows(rows, str(path), f"{id}/{name}", problems)
            if found is not None:
                annotators[name] = found
        if not annotators:
            problems.fault(str(path), id, "nobody has annotated it")
            continue
        nested = _nested(row, annotators, str(path), id, problems)
        row = {name: value for name, value in row.items() if name not in OWN_COLUMNS}
        article = AnnotatedArticle(
            id=id,
            text=source.text,
            annotators=annotators,
            nested=nested,
            meta=source.meta | metadata(row),
            silver=source.silver,
        )
        articles.append((str(path), checked_annotators(article, str(path), problems)))
    return articles


def _nested(
    row: Mapping[str, Any],
    annotators: Mapping[str, list[GoldAttribution]],
    file: str,
    id: str,
    problems: Problems,
) -> dict[str, list[GoldAttribution]]:
    everybody = row.get(NESTED) or {}
    if not isinstance(everybody, Mapping):
        problems.fault(
            file, id, f"its {NESTED} is not an object that maps annotators to attributions"
        )
        return {}
    nested = {}
    for name in annotators:
        found = attributions_of_rows(everybody.get(name) or [], file, f"{id}/{name}", problems)
        if found:
            nested[name] = found
    return nested


def _texts(path: Path, texts: Sequence[Path]) -> dict[str, GoldArticle]:
    beside = [p for pattern in ("*.jsonl", "*.jsonl.gz") for p in sorted(path.parent.glob(pattern))]
    found: dict[str, GoldArticle] = {}
    for file in texts or [p for p in beside if p != path]:
        # Only the texts are wanted: what is wrong with the annotations there does not matter.
        for article in read_jsonl(file, Problems(lenient=True)):
            found.setdefault(article.id, article)
    if not found:
        raise GoldError(
            f"{path} has no texts, and neither has a JSONL file beside it; name one with --texts."
        )
    return found
