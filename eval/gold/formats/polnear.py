"""PolNeAR's own layout, in which its release comes.

As in PolNeAR 1.0 (https://github.com/networkdynamics/PolNeAR): ``data/metadata.tsv`` and,
for each compartment (train, dev, test), ``text/ARTICLE.txt`` and
``attributions/ARTICLE_ANNOTATOR.ann``, one for each person who annotated the article.
Source codes, which the release has not, come from a ``codes.tsv`` in the compartment or
beside ``metadata.tsv``; they are those of the article's first annotator. Neither has it
nested attributions; `onrecord.eval.gold.formats.brat` says how they are spelt.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from onrecord.eval.gold.annotated import NAMELESS, AnnotatedArticle, checked_annotators
from onrecord.eval.gold.file_contents import decode, read_bytes
from onrecord.eval.gold.folders import new_folder, stems
from onrecord.eval.gold.formats import codes, metadata_tables
from onrecord.eval.gold.formats.brat import format_ann, read_ann
from onrecord.eval.gold.formats.brat_folder import read_text
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldArticle, GoldAttribution

TEXT, ATTRIBUTIONS = "text", "attributions"
#: Compartments of PolNeAR that served quality control and are not part of the corpus.
QUALITY_CONTROL: Final = ("annotator-training", "parc3-replication")
#: The compartment of articles whose metadata names none.
DEFAULT_COMPARTMENT: Final = "corpus"


def compartments(path: Path) -> list[Path]:
    """The folders with `text` and `attributions` at `path`: itself, or in it, or in its `data`."""
    for base in (path, path / "data"):
        if _is_compartment(base):
            return [base]
        inside = sorted(p for p in base.iterdir() if _is_compartment(p)) if base.is_dir() else []
        if inside:
            return [p for p in inside if p.name not in QUALITY_CONTROL] or inside
    return []


def _is_compartment(path: Path) -> bool:
    return (path / TEXT).is_dir() and (path / ATTRIBUTIONS).is_dir()


def read_polnear(
    path: Path, problems: Problems, *, codes_file: Path | None = None
) -> list[tuple[str, AnnotatedArticle]]:
    """The articles of a compartment, or of all, with their files; faults go to `problems`.

    Args:
        path: a compartment, the folder `data`, or the folder that holds it. The two
            compartments of quality control are read only where `path` is one of them.
        problems: where faults and warnings go.
        codes_file: the file or folder of codes, where it is not a `codes.tsv` in place.

    Raises:
        GoldError: there is no compartment, or a file can't be read.
    """
    found = compartments(path)
    if not found:
        raise GoldError(
            f"{path} has no folders {TEXT} and {ATTRIBUTIONS}; give PolNeAR's folder data/."
        )
    articles: list[tuple[str, AnnotatedArticle]] = []
    for compartment in found:
        coded = _codes(compartment, codes_file, problems)
        own = list(_read_compartment(compartment, coded, problems))
        codes.report_strays(coded, [article.first() for _, article in own], problems)
        articles += own
    return articles


def _codes(compartment: Path, given: Path | None, problems: Problems) -> codes.Codes:
    beside = (compartment / codes.FILE_NAME, compartment.parent / codes.FILE_NAME)
    for file in (given,) if given else beside:
        if given or file.is_file():
            return codes.read_codes(file, problems)
    return {}


def _read_compartment(
    compartment: Path, coded: codes.Codes, problems: Problems
) -> Iterable[tuple[str, AnnotatedArticle]]:
    table_file = compartment.parent / metadata_tables.FILE_NAME
    table = metadata_tables.read_table(table_file) if table_file.is_file() else {}
    texts = sorted((compartment / TEXT).glob("*.txt"))
    files = _annotations(compartment, {text.stem for text in texts}, problems)
    for path in texts:
        row = table.get(path.stem, {})
        id = row.get("id", path.stem)
        if path.stem not in files:
            problems.fault(str(path), id, "nobody annotated it (there is no .ann file)")
            continue
        try:
            text = read_text(path)
        except ValueError as error:
            problems.fault(str(path), id, str(error))
            continue
        by_name = _named(files[path.stem], row)
        annotators, nested = _annotators(by_name, text, id, problems)
        if not annotators:
            continue
        first = next(iter(annotators))
        for own in (annotators, nested):
            if first in own:
                own[first] = codes.apply_codes(id, own[first], coded)
        meta = metadata_tables.metadata_of(row)
        if meta.get("compartment") == DEFAULT_COMPARTMENT:
            del meta["compartment"]
        article = AnnotatedArticle(
            id=id, text=text, annotators=annotators, nested=nested, meta=meta
        )
        file = str(by_name[first])
        yield file, checked_annotators(article, file, problems)


def _annotations(
    compartment: Path, names: set[str], problems: Problems
) -> dict[str, dict[str, Path]]:
    """Annotation files by article and annotator, in the order of the files' names."""
    files: dict[str, dict[str, Path]] = {}
    for path in sorted((compartment / ATTRIBUTIONS).glob("*.ann")):
        cuts = [i for i, character in enumerate(path.stem) if character == "_"]
        name = next((path.stem[:i] for i in reversed(cuts) if path.stem[:i] in names), None)
        if path.stem in names:
            files.setdefault(path.stem, {})[NAMELESS] = path
        elif name is not None:
            files.setdefault(name, {})[path.stem[len(name) + 1 :]] = path
        else:
            problems.fault(str(path), path.stem, "its text is missing")
    return files


def _named(files: dict[str, Path], row: dict[str, str]) -> dict[str, Path]:
    """The files by the annotators' full names, where the table gives such as no file can have."""
    full = {stem: name for name, stem in stems(row.get("annotators", "").split("|")).items()}
    return {full.get(name, name): path for name, path in files.items()}


def _annotators(
    files: dict[str, Path], text: str, id: str, problems: Problems
) -> tuple[dict[str, list[GoldAttribution]], dict[str, list[GoldAttribution]]]:
    """The outermost attributions by annotator, and the nested ones of those who marked any."""
    annotators, everybodys_nested = {}, {}
    for annotator, path in files.items():
        try:
            ann = decode(read_bytes(path))
        except ValueError as error:
            problems.fault(str(path), id, str(error))
            continue
        annotators[annotator], nested = read_ann(ann, text, str(path), id, problems)
        if nested:
            everybodys_nested[annotator] = nested
    return annotators, everybodys_nested


def write_polnear(articles: Sequence[GoldArticle], out: Path) -> None:
    """Write PolNeAR's layout: `out` becomes a folder like its ``data``, with our `codes.tsv`.

    The compartment and the annotator are those of the article's metadata.

    Raises:
        OnRecordError: `out` is in use, or can't be written.
    """
    names = stems(article.id for article in articles)
    with new_folder(out) as folder:
        rows = []
        for article in articles:
            name = names[article.id]
            meta = {k: v for k, v in article.meta.items() if k not in ("annotator", "compartment")}
            annotator = article.meta.get("annotator", NAMELESS)
            place = article.meta.get("compartment", DEFAULT_COMPARTMENT)
            compartment = folder / stems([place])[place]
            ann = format_ann(article, codes=False)
            file = f"{name}_{stems([annotator])[annotator]}.ann"
            _write(compartment / TEXT / f"{name}.txt", article.text)
            _write(compartment / ATTRIBUTIONS / file, ann)
            own = {"compartment": place, metadata_tables.KEY: name, "annotators": annotator}
            rows.append((own | ({"id": article.id} if name != article.id else {}), meta))
        _write(folder / metadata_tables.FILE_NAME, metadata_tables.format_table(rows))
        _write(folder / codes.FILE_NAME, codes.format_codes(articles))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
