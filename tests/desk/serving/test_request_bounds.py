"""Requests are refused while they come: too much, or too slowly."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from onrecord.desk.serving.answers import RefusedError, refused
from onrecord.desk.serving.request_bounds import Bounds
from tests.desk.own_loop import run_to_end

LIMIT = 10_000


async def _length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def answer(body: bytes | AsyncIterator[bytes], seconds: float = 10) -> httpx2.Response:
    app = Starlette(
        routes=[Route("/", _length, methods=["POST"])],
        middleware=[Middleware(Bounds, max_bytes=LIMIT, seconds=seconds)],
        exception_handlers={RefusedError: refused},
    )

    async def ask() -> httpx2.Response:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.post("/", content=body)

    return run_to_end(ask())


@pytest.mark.parametrize("length", [0, 1, LIMIT])
def test_what_is_within_bounds_passes(length: int) -> None:
    assert answer(b"x" * length).text == str(length)


def test_a_length_that_is_told_is_refused_unread() -> None:
    found = answer(b"x" * (LIMIT + 1))
    assert (found.status_code, found.json()["code"]) == (413, "too-large")


def test_a_body_of_no_told_length_is_counted() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1_000

    assert answer(endless()).status_code == 413


def test_a_body_that_trickles_in_is_not_waited_for() -> None:
    async def slow() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.02)

    found = answer(slow(), seconds=0.2)
    assert (found.status_code, found.json()["code"]) == (408, "slow")
