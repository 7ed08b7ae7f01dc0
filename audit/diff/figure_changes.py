"""The balance before and after."""

from onrecord.audit.diff.types import Figure, FigureChange
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import Label


def figure_changes(old: Audit, new: Audit) -> list[FigureChange]:
    """Every figure of both drafts, in the order in which reports have them."""
    before, after = _figures(old), _figures(new)
    return [FigureChange(figure=name, old=before[name], new=after[name]) for name in before]


def _figures(audit: Audit) -> dict[Figure, float | None]:
    balance = audit.balance
    shares = {row.label: row.share_of_words for row in balance.labels}
    return {
        "named_share": shares.get("named"),
        "anonymous_share": shares.get("anonymous"),
        "unsourced_share": shares.get("unsourced"),
        "named_sources": _sources(audit, "named"),
        "anonymous_sources": _sources(audit, "anonymous"),
        "largest_source_share": balance.concentration.largest_share,
        "officials_share": balance.officials.share_of_attributed_words,
        "claims": balance.totals.claims,
        "claims_to_review": balance.review.claims,
        "words": audit.article.words,
        "findings": sum(one.waived is None for one in audit.findings),
    }


def _sources(audit: Audit, label: Label) -> int:
    return sum(row.sources for row in audit.balance.sources.by_label if row.label == label)
