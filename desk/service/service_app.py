"""The service's web application: its routes, and what each error becomes."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from onrecord.audit.policy.rule_list import rule_list
from onrecord.audit.policy.types import Policy
from onrecord.desk.service.job_queue import JobQueue
from onrecord.desk.service.jobs import Job
from onrecord.desk.service.openapi import openapi
from onrecord.desk.service.service_gate import ServiceGate
from onrecord.desk.service.service_metrics import ServiceMetrics
from onrecord.desk.service.service_requests import audit_job, diff_job
from onrecord.desk.serving.answers import (
    RefusedError,
    crashed,
    json_answer,
    refused,
    unroutable,
)
from onrecord.desk.serving.contained import Contained
from onrecord.desk.serving.request_bounds import Bounds

#: What a request has beside the drafts in it.
_ROOM = 1_000_000
#: A character of a text takes up to six in JSON; a comparison has two drafts.
_ESCAPED, _DRAFTS = 6, 2
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


def service_app(
    queue: JobQueue, policy: Policy, *, max_bytes: int, token: str | None, quiet: bool = False
) -> ASGIApp:
    """The application.

    Args:
        queue: does the work; has been begun.
        policy: the rules that findings come from.
        max_bytes: of a draft.
        token: what clients must send (None: anything goes, from this machine).
        quiet: without a line for each request on standard error.
    """
    metrics = ServiceMetrics(queue)

    async def rules(_: Request) -> Response:
        return json_answer(rule_list(policy))

    async def health(_: Request) -> Response:
        up = queue.up
        told = {"status": "ok" if up else "down", "processes": up, "waiting": queue.waiting}
        return json_answer(told, 200 if up else 503)

    async def counted(_: Request) -> Response:
        return Response(metrics.text(), media_type=_METRICS)

    async def described(_: Request) -> Response:
        return json_answer(openapi())

    app = Starlette(
        routes=[
            Route("/audits", _work(queue, metrics, audit_job), methods=["POST"]),
            Route("/diffs", _work(queue, metrics, diff_job), methods=["POST"]),
            Route("/rules", rules, methods=["GET"]),
            Route("/health", health, methods=["GET"]),
            Route("/metrics", counted, methods=["GET"]),
            Route("/openapi.json", described, methods=["GET"]),
        ],
        middleware=[Middleware(Bounds, max_bytes=_DRAFTS * _ESCAPED * max_bytes + _ROOM)],
        exception_handlers={
            RefusedError: refused,
            HTTPException: unroutable,
            Exception: crashed,
        },
    )
    return ServiceGate(Contained(app), token=token, metrics=metrics, quiet=quiet)


def _work(
    queue: JobQueue, metrics: ServiceMetrics, understood: Callable[[Request], Awaitable[Job]]
) -> Callable[[Request], Awaitable[Response]]:
    """A route that has the job of a request done."""

    async def route(request: Request) -> Response:
        job = await understood(request)
        work = asyncio.ensure_future(queue.do(job))
        leaving = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                return Response(status_code=499)  # nobody reads it
            answer = work.result()
        finally:
            work.cancel()
            leaving.cancel()
        metrics.worked(answer)
        return Response(answer.content, answer.status, media_type=answer.media_type)

    return route


async def _left(request: Request) -> None:
    """Wait until the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
