"""A gold article as a row of columns: what a line of OnRecord JSONL and a `datasets` row hold.

Columns: `id`, `text`, `attributions` (each with `id`, lists of ``[start, end]`` named
`source`, `cue`, `content`, and where coded `code`, `sector`, `canonical`, for code X
`unnamed` and `insider`), optionally `nested` (attributions inside another one's content)
and `silver`; every other column of strings or numbers is metadata.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from onrecord.eval.gold import values
from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import ROLES, GoldArticle, GoldAttribution, Silver
from onrecord.eval.gold.validate import checked
from onrecord.models.types import Span

OWN_COLUMNS = frozenset({"id", "text", "attributions", "nested", "silver"})


class AttributionRow(msgspec.Struct, omit_defaults=True):
    """An attribution as files spell it."""

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    code: str | None = None
    sector: str | None = None
    canonical: str | None = None
    unnamed: str | None = None
    insider: bool | str | None = None


def attribution_of_row(row: object) -> GoldAttribution:
    """The attribution that a row of the format spells; pieces are put in text order.

    Raises:
        ValueError: a column is missing, of a wrong type or of an unknown value; the text is
            a clause for a message.
    """
    try:
        spelt = msgspec.convert(row, AttributionRow)
    except msgspec.ValidationError as error:
        raise ValueError(f"it is not an attribution: {error}") from error
    coding = values.parse_coding(
        spelt.code,
        sector=spelt.sector,
        canonical=spelt.canonical,
        unnamed=spelt.unnamed,
        insider=spelt.insider,
    )
    return GoldAttribution(
        id=spelt.id,
        source=sorted(spelt.source),
        cue=sorted(spelt.cue),
        content=sorted(spelt.content),
        **msgspec.structs.asdict(coding),
    )


def row_of_attribution(attribution: GoldAttribution) -> dict[str, Any]:
    """The row that spells an attribution; without what is said of its source where not coded."""
    row: dict[str, Any] = {"id": attribution.id}
    for role in ROLES:
        row[role] = [list(span) for span in getattr(attribution, role)]
    if attribution.code is not None:
        row["code"] = values.format_code(attribution.code, attribution.withheld)
        row["sector"] = values.format_sector(attribution.sector)
        row["canonical"] = attribution.canonical or "-"
    if attribution.unnamed is not None:
        row["unnamed"] = attribution.unnamed
    if attribution.insider is not None:
        row["insider"] = attribution.insider
    return row


def attributions_of_rows(
    rows: object, file: str, id: str, problems: Problems
) -> list[GoldAttribution] | None:
    """The attributions of a list of rows; what is not an attribution goes to `problems`.

    None if `rows` is not a list (a problem of the whole article, `id`).
    """
    if not isinstance(rows, list):
        problems.fault(file, id, "it has no list of attributions")
        return None
    attributions = []
    for number, row in enumerate(rows, start=1):
        name = row.get("id") if isinstance(row, dict) else None
        try:
            attributions.append(attribution_of_row(row))
        except ValueError as error:
            problems.fault(file, f"{id}/{name or f'attribution {number}'}", str(error))
    return attributions


def article_of_row(
    row: Mapping[str, Any], file: str, place: str, problems: Problems
) -> GoldArticle | None:
    """The article of a row, checked; None where the row can't be used.

    Args:
        row: the columns.
        file: what a problem names as the file.
        place: what a problem names where the row has no id, such as "line 3".
        problems: where faults and warnings go.
    """
    id, text = row.get("id"), row.get("text")
    if isinstance(id, int):
        id = str(id)
    if not isinstance(id, str) or not id:
        problems.fault(file, place, "it has no id")
        return None
    if not isinstance(text, str):
        problems.fault(file, id, "it has no text")
        return None
    attributions = attributions_of_rows(row.get("attributions"), file, id, problems)
    nested = attributions_of_rows(row.get("nested") or [], file, id, problems)
    if attributions is None or nested is None:
        return None
    article = GoldArticle(
        id=id,
        text=text,
        attributions=attributions,
        nested=nested,
        meta=metadata(row),
        silver=silver_of_row(row, file, id, problems),
    )
    return checked(article, file, problems)


def metadata(row: Mapping[str, Any]) -> dict[str, str]:
    """The columns beside the format's own that hold a string, a number or a date, as strings.

    Empty strings and true or false say nothing to slice by and are left out.
    """
    return {
        name: str(value)
        for name, value in row.items()
        if name not in OWN_COLUMNS
        and isinstance(value, str | int | float | date)
        and not isinstance(value, bool)
        and value != ""
    }


def silver_of_row(row: Mapping[str, Any], file: str, id: str, problems: Problems) -> Silver | None:
    """The silver annotation of a row; an unreadable one is warned of and left out."""
    if row.get("silver") is None:
        return None
    try:
        return msgspec.convert(row["silver"], Silver)
    except msgspec.ValidationError as error:
        problems.warn(file, id, f"its silver annotation is left out: {error}")
        return None


def row_of_article(article: GoldArticle) -> dict[str, Any]:
    """The row that spells an article."""
    row: dict[str, Any] = {"id": article.id} | article.meta
    row |= {"id": article.id, "text": article.text}
    row["attributions"] = [row_of_attribution(a) for a in article.attributions]
    if article.nested:
        row["nested"] = [row_of_attribution(a) for a in article.nested]
    if article.silver is not None:
        row["silver"] = msgspec.to_builtins(article.silver)
    return row
