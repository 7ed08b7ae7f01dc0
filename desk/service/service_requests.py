"""What clients of the service send, and the jobs that it makes."""

from typing import Annotated, Any, Final, TypeAlias

import msgspec
from starlette.requests import Request

from onrecord.audit.decisions.types import Decision
from onrecord.audit.ingest.types import Format, Metadata
from onrecord.desk.service.jobs import MEDIA_TYPES, Draft, Job, Report
from onrecord.desk.serving.answers import JSON, RefusedError
from onrecord.desk.serving.bodies import File, as_type, form_body, json_body, media_type

_Line: TypeAlias = Annotated[str, msgspec.Meta(max_length=2_000)]
_Text: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"\w")]
_NAME: Final = "The draft"


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a draft; all of it goes before what a file says of itself.

    `id` is what the audit calls it. `date` is ISO 8601.
    """

    id: _Line | None = None
    title: _Line | None = None
    publisher: _Line | None = None
    byline: _Line | None = None
    author: _Line | None = None
    section: _Line | None = None
    date: _Line | None = None
    url: _Line | None = None
    genre: _Line | None = None
    input_format: Format | None = None

    def draft(self, **more: Any) -> Draft:
        """The draft that this is known of."""
        known = msgspec.structs.asdict(self)
        own = {name: known.pop(name) for name in ("id", "input_format")}
        return Draft(**own, **more, metadata=Metadata(**known))


class TextDraft(Known, frozen=True, kw_only=True):
    """A draft as text, and what has been decided of it."""

    text: _Text
    decisions: Annotated[list[Decision], msgspec.Meta(max_length=10_000)] = []

    def draft(self, **more: Any) -> Draft:
        """The draft."""
        known = Known(**{name: getattr(self, name) for name in Known.__struct_fields__})
        return known.draft(name=_NAME, text=self.text, decisions=self.decisions, **more)


class AuditRequest(TextDraft, frozen=True, kw_only=True):
    """A draft to audit; `no_text` leaves its words out of the answer."""

    no_text: bool = False


class DiffRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two drafts to compare; `no_text` leaves their words out of the answer."""

    old: TextDraft
    new: TextDraft
    no_text: bool = False


class FileFields(Known, frozen=True, kw_only=True):
    """The fields of a form beside its file."""

    no_text: bool = False


class DiffFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of a form beside its two files."""

    no_text: bool = False


async def audit_job(request: Request) -> Job:
    """The job of a request for an audit.

    Raises:
        RefusedError: the request can't be understood.
    """
    report = _report(request)
    if media_type(request) == JSON:
        asked = await json_body(request, AuditRequest)
        return Job(drafts=[asked.draft()], report=report, no_text=asked.no_text)
    files, fields = await form_body(request)
    file = _only(files, "file")["file"]
    told = as_type(fields, FileFields)
    known = Known(**{name: getattr(told, name) for name in Known.__struct_fields__})
    draft = known.draft(name=file.name, data=file.data)
    return Job(drafts=[draft], report=report, no_text=told.no_text)


async def diff_job(request: Request) -> Job:
    """The job of a request for a comparison.

    Raises:
        RefusedError: the request can't be understood.
    """
    report = _report(request)
    if media_type(request) == JSON:
        asked = await json_body(request, DiffRequest)
        drafts = [asked.old.draft(), asked.new.draft()]
        return Job(drafts=drafts, report=report, no_text=asked.no_text)
    files, fields = await form_body(request)
    sent = _only(files, "old", "new")
    drafts = [Draft(name=sent[name].name, data=sent[name].data) for name in ("old", "new")]
    told = as_type(fields, DiffFields)
    return Job(drafts=drafts, report=report, no_text=told.no_text)


def _only(files: dict[str, File], *names: str) -> dict[str, File]:
    if files.keys() != set(names):
        wanted = " and ".join(names)
        message = f"Send the file{'s' if len(names) > 1 else ''} {wanted}."
        raise RefusedError(message, code="request", status=400)
    return files


def _report(request: Request) -> Report:
    given = request.query_params.getlist("report")
    unknown = [name for name in request.query_params if name != "report"]
    for known in MEDIA_TYPES:
        if not unknown and given in ([], [known]):
            return known if given else "json"
    if unknown:
        raise RefusedError("The only parameter is report.", code="request", status=400)
    raise RefusedError("The report is json, html or md.", code="request", status=400)
