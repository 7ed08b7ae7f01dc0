"""A desk with one piece in a real browser: for screenshots of its page, and for measuring it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDITOR = "Nora Bell"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def desk_address() -> Iterator[str]:
    """Address of a desk of its own, with its token, until the block ends."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "onrecord.cli", "desk", "--no-browser", "--no-config"]
        command += ["--desk", str(Path(folder) / "onrecord.desk")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as process:
            try:
                assert process.stdout is not None
                said = process.stdout.readline()
                address = next((word for word in said.split() if "?token=" in word), None)
                if address is None:
                    raise SystemExit("the desk did not start")
                yield address
            finally:
                process.terminate()


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


def open_piece(started: Browser, address: str, text: str, **settings: object) -> "Page":
    """A page that shows a new piece of this text."""
    page = started.new_context(**settings).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(300_000)
    page.goto(address)
    origin = str(page.evaluate("location.origin"))
    headers = {"Origin": origin, "Content-Type": "application/json"}
    page.request.put(f"{origin}/api/editor", data=json.dumps({"name": EDITOR}), headers=headers)
    made = page.request.post(
        f"{origin}/api/pieces", data=json.dumps({"text": text}), headers=headers, timeout=300_000
    )
    page.goto(f"{origin}/#/piece/{made.json()['id']}")
    page.reload()
    page.locator(".sheet[data-revision]").wait_for()
    return page
