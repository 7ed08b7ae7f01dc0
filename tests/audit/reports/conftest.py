"""Pages in the browser that may neither complain nor ask for anything."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.registry import render
from onrecord.audit.schema.audit import Audit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

#: Opens the HTML report of an audit; further arguments go to the browser's context.
Open = Callable[..., "Page"]

_PATIENCE = 120_000
_ADDRESS = "http://report.invalid/"


@pytest.fixture
def open_report(browser: "Browser") -> Iterator[Open]:
    """A function that opens a report; at the end no page may have complained or asked."""
    complaints: list[str] = []
    asked: list[str] = []
    contexts = []

    def opened(audit: Audit, **settings: Any) -> "Page":
        page_source = render(audit, "html", ReportOptions(date="3 November 2025"))[".html"]

        def serve(route: "Route") -> None:
            if route.request.url == _ADDRESS:
                route.fulfill(body=page_source, content_type="text/html; charset=utf-8")
            else:
                asked.append(route.request.url)
                route.abort()

        defaults = {"viewport": {"width": 1360, "height": 900}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**defaults, **settings})
        contexts.append(context)
        context.route("**/*", serve)
        page = context.new_page()
        # A slow machine is no failure of the page.
        page.set_default_timeout(_PATIENCE)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(_ADDRESS)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert asked == []
