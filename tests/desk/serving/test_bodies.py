"""Bodies of requests that name what they can't be."""

import pytest
from starlette.requests import Request

from onrecord.desk.serving.answers import RefusedError
from onrecord.desk.serving.bodies import form_body
from tests.desk.own_loop import run_to_end

FORM = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nThe caf\xc3\xa9\r\n--x--\r\n'


def form(charset: str, body: bytes = FORM) -> dict[str, str]:
    """The fields of a form that says that it is in `charset`."""
    media_type = f"multipart/form-data; boundary=x; charset={charset}".encode()
    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", media_type)]}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    fields: dict[str, str] = run_to_end(form_body(Request(scope, receive)))[1]
    return fields


def test_fields_are_read_in_the_encoding_of_the_form() -> None:
    assert form("utf-8") == {"title": "The café"}


@pytest.mark.parametrize("charset", ["punycode", "a\0b"])
def test_a_form_in_an_encoding_that_is_none_is_refused(charset: str) -> None:
    with pytest.raises(RefusedError, match="no encoding that can be read"):
        form(charset, FORM.replace(b"The caf\xc3\xa9", b"pier-_"))
