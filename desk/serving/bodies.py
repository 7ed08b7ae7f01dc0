"""What requests carry: JSON of a type, or the parts of a form."""

from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.desk.serving.answers import JSON, RefusedError

T = TypeVar("T")
MULTIPART: Final = "multipart/form-data"
#: Bytes of a field of a form that is no file.
_FIELD_BYTES: Final = 100_000
_FIELDS: Final = 20


class File(NamedTuple):
    """A file of a form: its name as the client gives it, and its bytes."""

    name: str
    data: bytes


def media_type(request: Request) -> str:
    """What a request says that it carries, in lower case and without parameters."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


async def json_body(request: Request, type: type[T]) -> T:
    """The body of a request.

    Raises:
        RefusedError: it is no JSON, or none of the type.
    """
    if media_type(request) != JSON:
        raise RefusedError(f"Send {JSON}.", code="request", status=415)
    try:
        return msgspec.json.decode(await request.body(), type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"The request can't be understood ({error})."
        raise RefusedError(message, code="request", status=400) from error


async def form_body(request: Request) -> tuple[dict[str, File], dict[str, str]]:
    """The files and the other fields of a form.

    Raises:
        RefusedError: it is no form.
    """
    if media_type(request) != MULTIPART:
        raise RefusedError(f"Send {JSON} or {MULTIPART}.", code="request", status=415)
    files: dict[str, File] = {}
    fields: dict[str, str] = {}
    try:
        form = await request.form(max_files=2, max_fields=_FIELDS, max_part_size=_FIELD_BYTES)
    except HTTPException as error:
        message = f"The form can't be understood ({error.detail})."
        raise RefusedError(message, code="request", status=400) from error
    except ValueError as error:  # what codecs raise that the form names, and Starlette tries
        message = "The form is in no encoding that can be read; send it as UTF-8."
        raise RefusedError(message, code="request", status=400) from error
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = File(value.filename or name, await value.read())
            else:
                fields[name] = value
    finally:
        await form.close()
    return files, fields


def as_type(fields: dict[str, Any], type: type[T]) -> T:
    """The fields of a form as a type.

    Raises:
        RefusedError: they are none.
    """
    try:
        return msgspec.convert(fields, type, strict=False)
    except msgspec.ValidationError as error:
        message = f"The request can't be understood ({error})."
        raise RefusedError(message, code="request", status=400) from error
