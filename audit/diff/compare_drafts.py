"""The entry point: two audits in, the changes in sourcing out."""

import msgspec

from onrecord.audit.diff.alignment import align
from onrecord.audit.diff.claim_changes import ClaimChanges
from onrecord.audit.diff.edits import Edits
from onrecord.audit.diff.figure_changes import figure_changes
from onrecord.audit.diff.finding_changes import finding_changes
from onrecord.audit.diff.quotation_changes import quotation_changes
from onrecord.audit.diff.source_changes import source_changes
from onrecord.audit.diff.source_matching import match_sources, shared_claims
from onrecord.audit.diff.types import Diff
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.redact import without_text
from onrecord.audit.schema.audit import Audit, Finding
from onrecord.models.errors import OnRecordError


class UnrelatedError(OnRecordError):
    """Two texts that are not drafts of one article."""


def compare_drafts(old: Audit, new: Audit) -> Diff:
    """What changed in the sourcing from the audit of one draft to that of the next.

    Raises:
        UnrelatedError: no sentence of one is in the other, not even in other words.
        ValueError: an audit has no text.
    """
    if old.article.text is None or new.article.text is None:
        raise ValueError("drafts are compared by their text; remove it afterwards")
    passages = align(old.article, new.article)
    if not any(passage.old and passage.new for passage in passages):
        raise UnrelatedError(
            f"{old.article.id} and {new.article.id} have no sentence in common; give two drafts "
            "of one article."
        )
    kept = WordsKept(old, new, passages)
    edits = Edits(old, new, passages)
    sources = match_sources(kept)
    shared = shared_claims(kept)
    claims = ClaimChanges(kept, shared, sources, edits)
    return Diff(
        old=old,
        new=new,
        passages=passages,
        sources=source_changes(old, new, sources, edits),
        claims=claims.changed,
        quotations=quotation_changes(kept),
        findings=finding_changes(kept, set(shared), sources, claims.reread),
        figures=figure_changes(old, new),
        rereadings=claims.reread,
    )


def new_findings(diff: Diff) -> list[Finding]:
    """The findings that the old draft did not have."""
    return [
        diff.new.findings[one.new]
        for one in diff.findings
        if one.change == "new" and one.new is not None
    ]


def diff_without_text(diff: Diff) -> Diff:
    """`diff` with offsets, labels and figures, and no word of either draft."""
    return msgspec.structs.replace(diff, old=without_text(diff.old), new=without_text(diff.new))
