"""Folders of brat: an article is NAME.txt with NAME.ann beside it, at any depth."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from onrecord.eval.gold.annotated import AnnotatedArticle, annotated, checked_annotators
from onrecord.eval.gold.file_contents import decode, read_bytes
from onrecord.eval.gold.folders import new_folder, stems
from onrecord.eval.gold.formats import codes, metadata_tables
from onrecord.eval.gold.formats.brat import ELIDED, EVENT, NESTED, format_ann, read_ann
from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import GoldArticle
from onrecord.models.labels import CODES, LETTER_OF_SECTOR, UNNAMED

#: What brat needs to know to show the attributions and let people correct them.
CONFIGURATION: Final = f"""\
[entities]
Source
Cue
Content

[events]
{EVENT}\tSource*:Source, Cue*:Cue, Content*:Content
{EVENT}{ELIDED}\tCue*:Cue, Content*:Content
{NESTED}\tSource*:Source, Cue*:Cue, Content*:Content
{NESTED}{ELIDED}\tCue*:Cue, Content*:Content

[relations]

[attributes]
Code\tArg:<EVENT>, Value:{"|".join(CODES)}
Sector\tArg:<EVENT>, Value:{"|".join(LETTER_OF_SECTOR.values())}
Withheld\tArg:<EVENT>
Unnamed\tArg:<EVENT>, Value:{"|".join(UNNAMED)}
Insider\tArg:<EVENT>, Value:true|false
"""


def read_text(path: Path) -> str:
    """The text of an article's file, unchanged: offsets count every character of it.

    Raises:
        ValueError: it is not UTF-8.
        GoldError: it can't be read.
    """
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 (byte {error.start})") from error


def read_brat(folder: Path, problems: Problems) -> list[tuple[str, AnnotatedArticle]]:
    """The articles of a brat folder with their files, by name; faults go to `problems`.

    The article's id is the path below `folder` without suffix, or what the column `id` of
    a `metadata.tsv` says. Codes come from the events or from a `codes.tsv`.
    """
    table_file, codes_file = folder / metadata_tables.FILE_NAME, folder / codes.FILE_NAME
    table = metadata_tables.read_table(table_file) if table_file.is_file() else {}
    coded = codes.read_codes(codes_file, problems) if codes_file.is_file() else {}
    articles = []
    for path in sorted(folder.rglob("*.ann")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        row = table.get(name, {})
        id = row.get("id", name)
        text_file = path.with_suffix(".txt")
        if not text_file.is_file():
            problems.fault(str(path), id, f"its text {text_file.name} is missing")
            continue
        try:
            text, ann = read_text(text_file), decode(read_bytes(path))
        except ValueError as error:
            problems.fault(str(path), id, str(error))
            continue
        outermost, nested = read_ann(ann, text, str(path), id, problems)
        article = GoldArticle(
            id=id,
            text=text,
            attributions=codes.apply_codes(id, outermost, coded),
            nested=codes.apply_codes(id, nested, coded),
            meta=metadata_tables.metadata_of(row),
        )
        articles.append((str(path), checked_annotators(annotated(article), str(path), problems)))
    for text_file in sorted(folder.rglob("*.txt")):
        if not text_file.with_suffix(".ann").is_file():
            name = text_file.relative_to(folder).with_suffix("").as_posix()
            problems.fault(str(text_file), name, "nobody annotated it (there is no .ann file)")
    codes.report_strays(coded, [a.first() for _, a in articles], problems)
    return articles


def write_brat(articles: Sequence[GoldArticle], out: Path) -> None:
    """Write a brat folder, with brat's configuration and the metadata in `metadata.tsv`.

    Raises:
        OnRecordError: `out` is in use, or can't be written.
    """
    names = stems(article.id for article in articles)
    with new_folder(out) as folder:
        (folder / "annotation.conf").write_bytes(CONFIGURATION.encode())
        rows = []
        for article in articles:
            name = names[article.id]
            ann = format_ann(article, codes=True)
            (folder / f"{name}.txt").write_bytes(article.text.encode())
            (folder / f"{name}.ann").write_bytes(ann.encode())
            own = {metadata_tables.KEY: name} | ({"id": article.id} if name != article.id else {})
            rows.append((own, article.meta))
        (folder / metadata_tables.FILE_NAME).write_bytes(
            metadata_tables.format_table(rows).encode()
        )
