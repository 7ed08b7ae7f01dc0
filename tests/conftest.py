"""Fixtures that all packages share."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: Test files in the order of what they take, the longest first.
LONGEST = Path(__file__).with_name("longest_first.txt")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


#: Tests that use these are slow: they drive a browser, or read annotated articles.
_SLOW = {"browser", "shared"}
#: What stands in a file all of whose tests are slow.
_ALL_SLOW = re.compile(r"^pytestmark = (?:\[\s*)?pytest\.mark\.slow\b", re.MULTILINE)


#: The same examples each time, so that a run fails for a change and not by chance, and no clock.
settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
#: The quick suite tries fewer examples, where a test doesn't say how many.
settings.register_profile("quick", settings.get_profile("tests"), max_examples=30)
#: For ``--hypothesis-profile explore``: others each time.
settings.register_profile("explore", settings.get_profile("tests"), derandomize=False)


def _is_quick(config: pytest.Config) -> bool:
    return bool(config.option.markexpr == "not slow")


def pytest_configure(config: pytest.Config) -> None:
    if not config.option.hypothesis_profile:
        settings.load_profile("quick" if _is_quick(config) else "tests")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over files all of whose tests would be left out: importing them takes long."""
    if not _is_quick(config) or collection_path.suffix != ".py":
        return None
    return True if _ALL_SLOW.search(collection_path.read_text(encoding="utf-8")) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what uses a slow fixture, and put the files that take longest first.

    Other slow tests carry the mark themselves. If a long file came last, one process would run it
    while the others have nothing left to do.
    """
    for item in items:
        if not _SLOW.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    place = {name: n for n, name in enumerate(LONGEST.read_text(encoding="utf-8").split())}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))


@pytest.fixture(scope="session", autouse=True)
def graph_that_ships_is_opened_once() -> Iterator[None]:
    """Opening it takes longer than most tests that load the model."""
    from onrecord.models.runtimes import onnx
    from onrecord.models.runtimes.model_folder import GRAPH
    from onrecord.models.tagger import shipped_weights

    opened, ships = onnx.OnnxRuntime._opened, shipped_weights() / GRAPH
    kept: dict[tuple[int, bool], onnx.onnxruntime.InferenceSession] = {}

    def kept_open(self: onnx.OnnxRuntime, threads: int) -> onnx.onnxruntime.InferenceSession:
        if self._graph != ships:
            return opened(self, threads)
        key = threads, onnx.overflows()
        if key not in kept:
            kept[key] = opened(self, threads)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnx.OnnxRuntime, "_opened", kept_open)
        yield


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
