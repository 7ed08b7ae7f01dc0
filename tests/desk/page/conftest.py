"""The desk as its command starts it, and pages of it in a browser."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Opens the desk's list of pieces; arguments go to the browser's context.
OpenDesk = Callable[..., "Page"]

#: A slow machine is no failure of the page, in ms.
PATIENCE = 120_000
EDITOR = "Ines Marlow"


def start_desk(folder: Path) -> Iterator[str]:
    """Address of a desk whose file lies in `folder`, until the generator is closed."""
    command = [sys.executable, "-m", "onrecord.cli", "desk", "--no-browser", "--no-config"]
    command += ["--desk", str(folder / "onrecord.desk"), "--max-bytes", "300000"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = ""
            for line in process.stdout:
                said += line
                if "?token=" in line:
                    break
            address = next((word for word in said.split() if "?token=" in word), None)
            assert address, f"the desk did not start: {said}"
            # What it says later must not fill the pipe.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a desk that all tests share; each makes a piece of its own."""
    yield from start_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def open_at(browser: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Opens an address; at the end no page may have complained or asked somebody else."""
    complaints: list[str] = []
    asked: list[str] = []
    contexts = []

    def opened(at: str, **settings: Any) -> "Page":
        defaults = {"viewport": {"width": 1360, "height": 900}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**defaults, **settings})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)

        def heard(words: str) -> None:
            # The browser says this of each answer that refuses something, which tests provoke.
            if not words.startswith("Failed to load resource"):
                complaints.append(words)

        page.on("console", lambda message: heard(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        host = at.split("/?")[0]
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(host) else None)
        page.goto(at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []


@pytest.fixture
def open_desk(open_at: Callable[..., "Page"], address: str) -> OpenDesk:
    """Opens the desk, whose editor has said who she is."""

    def opened(**settings: Any) -> "Page":
        page = open_at(address, **settings)
        page.locator("main.desk").wait_for()
        name = {"data": {"name": EDITOR}, "headers": {"Origin": origin(page)}}
        assert page.request.put(f"{origin(page)}/api/editor", **name).ok
        page.reload()
        page.locator("main.desk").wait_for()
        return page

    return opened


def origin(page: "Page") -> str:
    """The scheme, host and port that a page comes from."""
    return str(page.evaluate("location.origin"))
