"""Fixtures that all packages share."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = Path(__file__).resolve().parents[2] / "shared"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


#: Tests that use these are slow: they drive a browser, or read annotated articles.
_SLOW = {"browser", "shared"}
#: What stands in a file all of whose tests are slow.
_ALL_SLOW = re.compile(r"^pytestmark = (?:\[\s*)?pytest\.mark\.slow\b", re.MULTILINE)


#: The quick suite tries fewer examples, where a test doesn't say how many.
settings.register_profile("quick", max_examples=30)


def _is_quick(config: pytest.Config) -> bool:
    return bool(config.option.markexpr == "not slow")


def pytest_configure(config: pytest.Config) -> None:
    if _is_quick(config):
        settings.load_profile("quick")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over files all of whose tests would be left out: importing them takes long."""
    if not _is_quick(config) or collection_path.suffix != ".py":
        return None
    return True if _ALL_SLOW.search(collection_path.read_text(encoding="utf-8")) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what uses a slow fixture; other slow tests carry the mark themselves."""
    for item in items:
        if not _SLOW.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the annotated data, beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the annotated data in {SHARED}, which is not on this machine")
    return SHARED


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
