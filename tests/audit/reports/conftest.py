"""A browser, and pages in it that may neither complain nor ask for anything."""

import shutil
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

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PATIENCE = 120_000
_ADDRESS = "http://report.invalid/"


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A headless Chromium; skips where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright to drive a browser")
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with api.sync_playwright() as driver:
        try:
            started = driver.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
            )
        except api.Error as error:
            pytest.skip(f"needs Chromium, and none could be started: {str(error).splitlines()[0]}")
        yield started
        started.close()


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
