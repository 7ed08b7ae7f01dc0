"""Codes in a file of their own, keyed by article and attribution: they quote no news text.

One attribution a line, tab-separated, without quoting: either a file with the columns
``article id code sector canonical unnamed insider``, or a folder with a file
``ARTICLE.tsv`` for each article with the same columns but the first. The last two may be
left out. A header line is passed over.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from onrecord.eval.gold import values
from onrecord.eval.gold.file_contents import decode, read_bytes
from onrecord.eval.gold.formats.escape import escape, unescape
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldArticle, GoldAttribution

COLUMNS: Final = ("article", "id", "code", "sector", "canonical", "unnamed", "insider")
#: So many columns at the end may be left out, all or none of them.
OPTIONAL: Final = 2
#: Name under which readers of folders look for the file.
FILE_NAME: Final = "codes.tsv"


class FiledCoding(values.Coding, frozen=True, kw_only=True):
    """A coding; `file` is where it stands."""

    file: str


#: Codings by article id and attribution id.
Codes: TypeAlias = dict[tuple[str, str], FiledCoding]


def read_codes(path: Path, problems: Problems) -> Codes:
    """Read a file or folder of codes; a line that can't be used goes to `problems`.

    Raises:
        GoldError: the file can't be read, or is not UTF-8.
    """
    codes: Codes = {}
    if path.is_dir():
        for file in sorted(path.glob("*.tsv")):
            _read_file(file, file.stem, codes, problems)
    else:
        _read_file(path, None, codes, problems)
    return codes


def _read_file(path: Path, article: str | None, codes: Codes, problems: Problems) -> None:
    try:
        text = decode(read_bytes(path))
    except ValueError as error:
        raise GoldError(f"{path} can't be read: {error}.") from error
    columns = COLUMNS if article is None else COLUMNS[1:]
    for number, line in enumerate(text.split("\n"), start=1):
        cells = [unescape(cell) for cell in line.removesuffix("\r").split("\t")]
        if not any(cells) or tuple(cells) in (columns, columns[:-OPTIONAL]):
            continue
        place = f"line {number}"
        if len(cells) not in (len(columns), len(columns) - OPTIONAL):
            wanted = " ".join(columns)
            problems.fault(
                str(path), place, f"it has {len(cells)} columns, not {len(columns)} ({wanted})"
            )
            continue
        told = dict(zip(columns, cells, strict=False))
        key = (article or told["article"], told["id"])
        if key in codes:
            problems.fault(str(path), "/".join(key), "it is coded twice")
            continue
        try:
            codes[key] = _coding(told, str(path))
        except ValueError as error:
            problems.fault(str(path), "/".join(key), str(error))


def _coding(told: dict[str, str], file: str) -> FiledCoding:
    coding = values.parse_coding(
        told["code"],
        sector=told["sector"],
        canonical=told["canonical"],
        unnamed=told.get("unnamed"),
        insider=told.get("insider"),
    )
    return FiledCoding(**msgspec.structs.asdict(coding), file=file)


def apply_codes(
    article_id: str, attributions: Iterable[GoldAttribution], codes: Codes
) -> list[GoldAttribution]:
    """The attributions with their codes; those that `codes` lacks stay as they are."""
    coded = []
    for attribution in attributions:
        coding = codes.get((article_id, attribution.id))
        if coding is not None:
            said = {name: getattr(coding, name) for name in values.CODED_FIELDS}
            attribution = msgspec.structs.replace(attribution, **said)
        coded.append(attribution)
    return coded


def report_strays(codes: Codes, articles: Iterable[GoldArticle], problems: Problems) -> None:
    """Note, as faults, the codes of attributions that no article has.

    Codes of articles that do not exist are not a fault: one file may serve several
    parts of a corpus.
    """
    ids = {a.id: {own.id for own in (*a.attributions, *a.nested)} for a in articles}
    for (article, attribution), coding in codes.items():
        if article in ids and attribution not in ids[article]:
            problems.fault(
                coding.file,
                f"{article}/{attribution}",
                "it codes an attribution that does not exist",
            )


def format_codes(articles: Iterable[GoldArticle]) -> str:
    """The coded attributions of `articles` as the text of a file of codes, with a header."""
    lines = ["\t".join(COLUMNS)]
    for article in articles:
        for a in (*article.attributions, *article.nested):
            if a.code is None:
                continue
            code = values.format_code(a.code, a.withheld) or "-"
            cells = [article.id, a.id, code, values.format_sector(a.sector), a.canonical or "-"]
            cells += [a.unnamed or "-", values.format_insider(a.insider)]
            lines.append("\t".join(escape(cell) for cell in cells))
    return "\n".join(lines) + "\n"
