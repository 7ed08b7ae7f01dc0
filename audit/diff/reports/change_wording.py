"""What changes between drafts are called in a report."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from onrecord.audit.diff.types import (
    ClaimChangeKind,
    Diff,
    Figure,
    FigureChange,
    QuotationChangeKind,
    SourceChangeKind,
)
from onrecord.audit.reports.content.wording import NOT_KNOWN, counted, listed, number, percent

SOURCE_CHANGES: Final[dict[SourceChangeKind, str]] = {
    "added": "added",
    "dropped": "dropped",
    "named": "named",
    "made_anonymous": "made anonymous",
    "renamed": "renamed",
    "described": "described differently",
}
CLAIM_CHANGES: Final[dict[ClaimChangeKind, str]] = {
    "gained_source": "gained a source",
    "lost_source": "lost its source",
    "label": "different label",
    "speaker": "different speaker",
}
QUOTATION_CHANGES: Final[dict[QuotationChangeKind, str]] = {
    "reworded": "reworded",
    "quoted": "put in quotation marks",
    "unquoted": "no longer in quotation marks",
}
FIGURES: Final[dict[Figure, str]] = {
    "named_share": "Words on named sources",
    "anonymous_share": "Words on anonymous sources",
    "unsourced_share": "Words without a source",
    "named_sources": "Named sources",
    "anonymous_sources": "Anonymous sources",
    "largest_source_share": "Sourced words from the largest source",
    "officials_share": "Attributed words from officials",
    "claims": "Claims",
    "claims_to_review": "Claims to review",
    "words": "Words",
    "findings": "Findings",
}
_SHARES: Final[frozenset[Figure]] = frozenset(
    ("named_share", "anonymous_share", "unsourced_share", "largest_source_share", "officials_share")
)
NO_CHANGE: Final = "Nothing changed in the sourcing."
NO_SOURCE: Final = "no source"
REREAD: Final = (
    "The words are the same in both drafts, and no edit near them explains it: the model reads "
    "them differently. These are not counted as changes."
)
CAVEAT: Final = (
    "Both drafts were read by a model, and some of its labels are wrong. Check a change before you "
    "rely on it."
)


def figure_value(figure: Figure, value: float | None) -> str:
    """A figure as it is printed: a share in per cent, a number with its thousands set apart."""
    if value is None:
        return NOT_KNOWN
    return percent(value) if figure in _SHARES else number(round(value))


def figure_change(change: FigureChange) -> str:
    """How a figure went: “+5 points”, “−2”; empty where it is as it was or isn't known."""
    if change.old is None or change.new is None:
        return ""
    share = change.figure in _SHARES
    by = round(100 * change.new) - round(100 * change.old) if share else change.new - change.old
    if not by:
        return ""
    sign = "+" if by > 0 else "−"
    amount = number(round(abs(by)))
    if not share:
        return f"{sign}{amount}"
    return f"{sign}{amount} {'point' if amount == '1' else 'points'}"


def summary(diff: Diff) -> str:
    """The changes in numbers, in a sentence or two."""
    parts = [
        *_sources(diff),
        *_claims(diff),
        *_quotations(diff),
        *_moves(diff),
    ]
    findings = Counter(one.change for one in diff.findings)
    found = [
        counted(findings["new"], "new finding") if findings["new"] else "",
        f"{counted(findings['settled'], 'finding')} settled" if findings["settled"] else "",
    ]
    ends = listed([part for part in found if part])
    first = f"{_sentence(parts)}" if parts else NO_CHANGE
    return f"{first} {_capital(ends)}." if ends else first


def _sentence(parts: Sequence[str]) -> str:
    return f"{_capital(listed(parts))}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sources(diff: Diff) -> list[str]:
    counts = Counter(one.change for one in diff.sources)
    kinds = [kind for kind in SOURCE_CHANGES if counts[kind]]
    return [
        f"{counted(counts[kind], 'source') if not i else number(counts[kind])} "
        f"{SOURCE_CHANGES[kind]}"
        for i, kind in enumerate(kinds)
    ]


def _claims(diff: Diff) -> list[str]:
    counts = Counter(one.change for one in diff.claims)
    wording: dict[ClaimChangeKind, tuple[str, str]] = {
        "gained_source": ("gained a source", "gained a source"),
        "lost_source": ("lost its source", "lost their source"),
        "label": ("changed its label", "changed their label"),
        "speaker": ("changed its speaker", "changed their speaker"),
    }
    return [
        f"{counted(counts[kind], 'claim')} {one if counts[kind] == 1 else several}"
        for kind, (one, several) in wording.items()
        if counts[kind]
    ]


def _moves(diff: Diff) -> list[str]:
    moved = sum(one.moved for one in diff.passages)
    return [f"{counted(moved, 'sentence')} moved"] if moved else []


def _quotations(diff: Diff) -> list[str]:
    counts = Counter(one.change for one in diff.quotations)
    return [
        f"{counted(counts[kind], 'quotation')} {name}"
        for kind, name in QUOTATION_CHANGES.items()
        if counts[kind]
    ]
