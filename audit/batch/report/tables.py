"""The columns of ``articles.parquet``, ``sources.parquet`` and ``claims.parquet``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.labels import ANONYMOUS_TYPES, LABELS, NAMED_TYPES, AttributionType
from onrecord.models.text.words import count_words
from onrecord.models.types import Source

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Type: TypeAlias = Literal["string", "int32", "float64", "bool"]
Row: TypeAlias = dict[str, object]


class Column(NamedTuple):
    """A column: name, type, what it holds."""

    name: str
    type: Type
    holds: str


_SHARE_WORDS: Final = "of the words in claims, 0 to 1"
_SHARE_ATTRIBUTED: Final = "of the words in attributed claims, 0 to 1"

#: Whose claims the words of each anonymous type are in.
_OF_TYPE: Final[dict[AttributionType, str]] = {
    "confidential": "claims of confidential sources",
    "role": "claims of unnamed office-holders and spokespeople",
    "individual": "claims of other unnamed persons",
    "group": "claims of unnamed groups",
    "unidentified": "claims of unidentified documents and bodies",
    "hearsay": "hearsay",
}

ARTICLES: Final = (
    Column("article_id", "string", "the article's id"),
    Column("title", "string", "headline"),
    Column("publisher", "string", "publisher"),
    Column("author", "string", "names of the authors, joined with “; ”"),
    Column("section", "string", "section"),
    Column("date", "string", "ISO 8601 date or time"),
    Column("url", "string", "address"),
    Column("language", "string", "ISO 639-1 code"),
    Column("genre", "string", "genre"),
    Column("genre_from", "string", "how the genre is known: declared, or by the text"),
    Column("sha256", "string", "SHA-256 of the text"),
    Column("words", "int32", "words"),
    Column("claims", "int32", "claims"),
    Column("claim_words", "int32", "words in claims"),
    Column("named_words", "int32", "words in named claims"),
    Column("anonymous_words", "int32", "words in anonymous claims"),
    Column("unsourced_words", "int32", "words in unsourced claims"),
    Column("attributed_words", "int32", "words in named and anonymous claims"),
    *(Column(f"{type}_words", "int32", f"words in {claims}") for type, claims in _OF_TYPE.items()),
    Column("official_words", "int32", "words in claims of government and justice"),
    Column("quoted_words", "int32", "words in claims that are direct quotations"),
    Column("named_share", "float64", f"named words, {_SHARE_WORDS}"),
    Column("anonymous_share", "float64", f"anonymous words, {_SHARE_WORDS}"),
    Column("unsourced_share", "float64", f"unsourced words, {_SHARE_WORDS}"),
    Column("confidential_share", "float64", f"confidential words, {_SHARE_ATTRIBUTED}"),
    Column("official_share", "float64", f"official words, {_SHARE_ATTRIBUTED}"),
    Column("quoted_share", "float64", f"quoted words, {_SHARE_ATTRIBUTED}"),
    Column("sources", "int32", "distinct top-level sources"),
    Column("named_sources", "int32", "named ones among them"),
    Column(
        "largest_share",
        "float64",
        "words of the largest source, of those that any source is given for, 0 to 1",
    ),
    Column("effective_sources", "float64", "effective number of sources"),
    Column("confidential_sources", "int32", "confidential sources"),
    Column("without_reason", "int32", "confidential sources for whom no reason is given"),
    Column("longest_unsourced_run", "int32", "words of the longest unsourced run"),
    Column("unsourced_figures", "int32", "unsourced claims that state a figure"),
    Column("review_claims", "int32", "claims marked for review"),
    Column("errors", "int32", "findings of level error"),
    Column("warnings", "int32", "findings of level warning"),
    Column("suggestions", "int32", "findings of level suggestion"),
)
SOURCES: Final = (
    Column("article_id", "string", "the article's id"),
    Column("source_id", "string", "the source's id in its article"),
    Column("name", "string", "its name or wording; its id where the text is left out"),
    Column("label", "string", "named or anonymous"),
    Column(
        "type",
        "string",
        f"{', '.join(NAMED_TYPES)}; {', '.join(t for t in ANONYMOUS_TYPES if t != 'hearsay')}",
    ),
    Column("sector", "string", "sector"),
    Column(
        "insider", "bool", "whether an unnamed person or group speaks from inside; null: not known"
    ),
    Column("description", "string", "how the article describes it"),
    Column("count", "int32", "number of people, where the article says it"),
    Column("member_of", "string", "the group that it is a member of"),
    Column("confidence", "float64", "probability that the entry is right; null: not estimated"),
    Column("decided", "bool", "whether an editor has settled it by hand"),
    Column("grant", "bool", "whether the article says that anonymity was granted"),
    Column("reason_type", "string", "type of the reason for anonymity"),
    Column("claims", "int32", "its claims"),
    Column("words", "int32", "words in its claims"),
    Column("quoted_words", "int32", "words of it in quotation marks"),
    Column("first_paragraph", "int32", "index of the first paragraph with it"),
)
CLAIMS: Final = (
    Column("article_id", "string", "the article's id"),
    Column("claim_id", "string", "the claim's id in its article"),
    Column("label", "string", "named, anonymous or unsourced"),
    Column("type", "string", "type of the source, or hearsay; null: unsourced"),
    Column("style", "string", "direct, mixed or indirect; null: unsourced"),
    Column("confidence", "float64", "calibrated probability of the label"),
    Column("review", "bool", "whether it is marked for review"),
    Column("decided", "bool", "whether an editor has settled it by hand"),
    Column("source_id", "string", "its source"),
    Column("attribution_id", "string", "its attribution"),
    Column("paragraph", "int32", "index of its paragraph"),
    Column("sentence", "int32", "index of its sentence"),
    Column("start", "int32", "where it begins: index into the text, in characters"),
    Column("end", "int32", "where it ends, half-open"),
    Column("words", "int32", "words in it; null where the text is left out"),
    Column("text", "string", "its pieces, joined with “ … ”; null where the text is left out"),
)


class Table(NamedTuple):
    """A table: file name, columns, the rows that an audit gives it."""

    file: str
    columns: tuple[Column, ...]
    rows: Callable[[Audit], list[Row]]


def schema(columns: tuple[Column, ...]) -> "pa.Schema":
    """The Arrow schema of `columns`; what each holds is in its metadata."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int32": pa.int32(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
    }
    return pa.schema(
        [pa.field(c.name, types[c.type], metadata={"description": c.holds}) for c in columns]
    )


def article_rows(audit: Audit) -> list[Row]:
    """The one row of ``articles.parquet``."""
    article, balance = audit.article, audit.balance
    words = {label: balance.label(label).words for label in LABELS}
    shares = {label: balance.label(label).share_of_words for label in LABELS}
    confidential = next(row for row in balance.anonymous.by_type if row.type == "confidential")
    direct = next(row for row in balance.styles if row.style == "direct")
    named = next(row for row in balance.sources.by_label if row.label == "named")
    run = balance.longest_unsourced_run
    levels = [finding.level for finding in audit.findings]
    row: Row = {
        "article_id": article.id,
        "sha256": article.sha256,
        "words": article.words,
        "claims": balance.totals.claims,
        "claim_words": balance.totals.claim_words,
        "attributed_words": balance.totals.attributed_words,
        "confidential_share": confidential.share_of_attributed_words,
        "official_words": balance.officials.words,
        "official_share": balance.officials.share_of_attributed_words,
        "quoted_words": direct.words,
        "quoted_share": direct.share_of_attributed_words,
        "sources": balance.sources.total,
        "named_sources": named.sources,
        "largest_share": balance.concentration.largest_share,
        "effective_sources": balance.concentration.effective_sources,
        "confidential_sources": balance.confidential.sources,
        "without_reason": balance.confidential.without_reason,
        "longest_unsourced_run": run.words if run else 0,
        "unsourced_figures": len(balance.unsourced_figures),
        "review_claims": balance.review.claims,
        "errors": levels.count("error"),
        "warnings": levels.count("warning"),
        "suggestions": levels.count("suggestion"),
    }
    for name in (
        "title",
        "publisher",
        "author",
        "section",
        "date",
        "url",
        "language",
        "genre",
        "genre_from",
    ):
        row[name] = getattr(article, name)
    for kind in balance.anonymous.by_type:
        row[f"{kind.type}_words"] = kind.words
    for label in LABELS:
        row[f"{label}_words"], row[f"{label}_share"] = words[label], shares[label]
    return [row]


def source_rows(audit: Audit) -> list[Row]:
    """Rows of ``sources.parquet``: the article's source list, in its order."""
    return [_source_row(audit.article.id, source) for source in audit.sources]


def claim_rows(audit: Audit) -> list[Row]:
    """Rows of ``claims.parquet``: the article's claims, in text order."""
    text = audit.article.text
    return [_claim_row(audit.article.id, claim, text) for claim in audit.claims]


def _source_row(article_id: str, source: Source) -> Row:
    row: Row = {
        name: getattr(source, name)
        for name in (
            "name",
            "label",
            "type",
            "sector",
            "insider",
            "description",
            "count",
            "member_of",
            "confidence",
            "decided",
            "claims",
            "words",
            "quoted_words",
            "first_paragraph",
        )
    }
    return row | {
        "article_id": article_id,
        "source_id": source.id,
        "grant": source.grant is not None,
        "reason_type": source.grant and source.grant.reason_type,
    }


def _claim_row(article_id: str, claim: Claim, text: str | None) -> Row:
    row: Row = {
        name: getattr(claim, name)
        for name in (
            "label",
            "type",
            "style",
            "confidence",
            "review",
            "decided",
            "source_id",
            "attribution_id",
            "paragraph",
            "sentence",
        )
    }
    pieces = None if text is None else " … ".join(text[s:e] for s, e in claim.spans)
    return row | {
        "article_id": article_id,
        "claim_id": claim.id,
        "start": claim.spans[0][0],
        "end": claim.spans[-1][1],
        "words": None if text is None else count_words(text, claim.spans),
        "text": pieces,
    }


TABLES: Final = (
    Table("articles.parquet", ARTICLES, article_rows),
    Table("sources.parquet", SOURCES, source_rows),
    Table("claims.parquet", CLAIMS, claim_rows),
)
