"""A job done: drafts read, audited, and compared where there are two."""

from time import perf_counter
from typing import Final

from msgspec.structs import asdict, replace

from onrecord.audit.auditor import Auditor
from onrecord.audit.diff.compare_drafts import UnrelatedError, compare_drafts, diff_without_text
from onrecord.audit.diff.reports.registry import render_diff
from onrecord.audit.ingest.errors import BinaryError, IngestError
from onrecord.audit.ingest.formats import binary_kind, what_to_do
from onrecord.audit.ingest.reader import document_from_text, read_bytes
from onrecord.audit.ingest.types import Document
from onrecord.audit.redact import without_text
from onrecord.audit.reports.registry import render
from onrecord.audit.schema.audit import Audit
from onrecord.desk.service.jobs import MEDIA_TYPES, Answer, Draft, Job, failure
from onrecord.models.errors import OnRecordError

_TOO_MUCH: Final = (
    "The draft takes more memory than a process may hold and was given up; send a shorter text."
)


def do_job(auditor: Auditor, job: Job, *, max_bytes: int, any_language: bool) -> Answer:
    """The answer to a job, whatever becomes of it; nothing in it quotes a draft by mistake."""
    begun = perf_counter()
    try:
        documents = [_read(draft, max_bytes, any_language) for draft in job.drafts]
        audits = [
            auditor.audit(document, decisions=draft.decisions or None)
            for document, draft in zip(documents, job.drafts, strict=True)
        ]
        content = _content(job, audits)
    except IngestError as error:
        return failure(str(error), error.kind, 413 if error.kind == "too-large" else 422)
    except UnrelatedError as error:
        return failure(str(error), "unrelated", 422)
    except OnRecordError as error:
        return failure(str(error), "refused", 422)
    except MemoryError:
        return replace(failure(_TOO_MUCH, "memory", 503), is_last=True)
    except Exception as error:  # its message may quote the draft
        kind = type(error).__name__
        return failure(f"The draft was read but could not be audited ({kind}).", "fault", 500)
    return Answer(
        media_type=MEDIA_TYPES[job.report],
        content=content,
        words=sum(audit.article.words for audit in audits),
        seconds=perf_counter() - begun,
    )


def _read(draft: Draft, max_bytes: int, any_language: bool) -> Document:
    if draft.document is not None:
        return draft.document
    if draft.data is not None:
        document = read_bytes(
            draft.data,
            name=draft.name,
            id=draft.id or draft.name,
            max_bytes=max_bytes,
            format=draft.input_format,
            any_language=any_language,
        )
        told = {name: value for name, value in asdict(draft.metadata).items() if value}
        return replace(document, **told)
    text = draft.text or ""
    kind = binary_kind(text.encode())
    if kind is not None:
        raise BinaryError(f"The draft is not text (it looks like {kind}); {what_to_do(kind)}.")
    return document_from_text(
        text,
        id=draft.id or draft.name,
        name=draft.name,
        metadata=draft.metadata,
        format=draft.input_format or "txt",
        max_bytes=max_bytes,
        any_language=any_language,
    )


def _content(job: Job, audits: list[Audit]) -> bytes:
    if len(audits) == 2:
        diff = compare_drafts(*audits)
        return render_diff(diff_without_text(diff) if job.no_text else diff, job.report).encode()
    (audit,) = audits
    shown = without_text(audit) if job.no_text else audit
    (made,) = render(shown, job.report).values()
    return made if isinstance(made, bytes) else made.encode()
