"""The audit as comments in a Word file."""

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError


def render_docx(audit: Audit, options: ReportOptions) -> dict[str, str | bytes]:
    """A Word file by suffix, with a comment for each finding and each claim to review.

    It is a copy of the file that was audited, where `options` has its bytes and the audit its
    text, and a plain document otherwise. What concerns the whole article is said at its headline,
    or at its first paragraph.

    Raises:
        OnRecordError: the file has other words than the article.
    """
    from onrecord.audit.ingest.docx.read_docx import word_text
    from onrecord.audit.reports.docx.anchors import anchor
    from onrecord.audit.reports.docx.comment_parts import first_id, with_comments
    from onrecord.audit.reports.docx.plain import plain_file
    from onrecord.audit.reports.docx.remarks import remarks

    copied = options.original is not None and audit.article.text is not None
    if options.original is not None and copied:
        found = word_text(options.original, name=audit.article.id)
        if found.content.text != audit.article.text:
            raise OnRecordError(
                f"The text of {audit.article.id} is not the one that was audited; audit it again."
            )
        file, root, pieces, top = found.file, found.root, found.pieces, found.top
    else:
        file, root, pieces, top = plain_file(audit)
    comments = list(enumerate(remarks(audit), first_id(file, root)))
    anchor(pieces, top, [(number, remark.span) for number, remark in comments])
    made = with_comments(file, root, comments, date=options.date, undated=not copied)
    return {".docx": made}
