"""Tasks of a page's main thread that ran its script, and how slow the machine is."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: What Chromium says of the tasks of its threads, of what ran in them, and of the threads.
CATEGORIES = ["disabled-by-default-devtools.timeline", "devtools.timeline", "__metadata"]
#: What runs script: a function that is called, a file, what waited for a promise.
_SCRIPT = ("FunctionCall", "EvaluateScript", "RunMicrotasks")
#: Milliseconds of the processor that `_WORK` takes where the limits of tests are meant as they are.
_USUAL = 20.0
#: Work of the kind that a page does: objects, strings, sorting.
_WORK = """times => new Promise(done => {
  const words = Array.from({ length: 20000 }, (_, n) => (
    { at: (n * 7919) % 20011, word: `w${n % 97}` }));
  const onrecordCalibration = () => {
    let sum = 0;
    for (let round = 0; round < 3; round++) {
      const sorted = words.map(one => ({ ...one })).sort((a, b) => a.at - b.at);
      const seen = new Map();
      for (const one of sorted) seen.set(one.word, (seen.get(one.word) ?? '') + 'x');
      sum += seen.size;
    }
    if (--times > 0) setTimeout(onrecordCalibration, 10);
    else done(sum);
  };
  setTimeout(onrecordCalibration);
})"""


class Task(NamedTuple):
    """A task: the ms that it took of the processor, and the events in it.

    Time of the processor, not of the clock: the machine may do other things as well.
    """

    ms: float
    events: list[dict[str, Any]]

    def called(self, name: str) -> bool:
        """Whether a function of this name was called in it."""
        return any(_data(one).get("functionName") == name for one in self.events)

    def dispatched(self, kind: str) -> bool:
        """Whether an event of this kind was dispatched in it."""
        return any(
            one["name"] == "EventDispatch" and _data(one).get("type") == kind for one in self.events
        )


class Trace(NamedTuple):
    """What ran on the page's main thread while something was done, and how slow the machine was.

    `slowness` is 1 on a machine that is as fast as the limits of tests have in mind, or faster.
    """

    tasks: list[Task]
    slowness: float


class Tracing:
    """Traces what a page does between `start` and `stop`."""

    def __init__(self, browser: "Browser", page: "Page") -> None:
        self._browser, self._page = browser, page

    def start(self) -> None:
        """Begin."""
        self._browser.start_tracing(page=self._page, categories=CATEGORIES)
        self._page.evaluate(_WORK, 4)

    def stop(self) -> Trace:
        """The tasks since, without those that ran no script."""
        self._page.evaluate(_WORK, 4)
        found = list(_tasks(json.loads(self._browser.stop_tracing())["traceEvents"]))
        calibration = [task for task in found if task.called("onrecordCalibration")]
        assert len(calibration) == 8
        # The page's own garbage may be collected in one of them.
        usual = sorted(task.ms for task in calibration)[len(calibration) // 2]
        own = [task for task in found if task not in calibration]
        return Trace(own, max(1.0, usual / _USUAL))


def _tasks(events: list[dict[str, Any]]) -> Iterator[Task]:
    """The tasks that ran script on a page's main thread."""
    named = [one for one in events if one["name"] == "thread_name"]
    names = {(one["pid"], one["tid"]): one["args"]["name"] for one in named}
    threads: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for one in events:
        place = one["pid"], one["tid"]
        if one["ph"] == "X" and names.get(place) == "CrRendererMain":
            threads.setdefault(place, []).append(one)
    for thread in threads.values():
        # A task comes before what is in it.
        thread.sort(key=lambda one: (one["ts"], -one.get("dur", 0)))
        task, end, inside = None, 0, list[dict[str, Any]]()
        for one in [*thread, {"name": "RunTask", "ts": float("inf")}]:
            if one["name"] != "RunTask":
                inside += [one] if one["ts"] <= end else []
                continue
            if task is not None and any(event["name"] in _SCRIPT for event in inside):
                yield Task(task["tdur"] / 1_000, inside)
            task, end, inside = one, one["ts"] + one.get("dur", 0), []


def _data(event: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = event.get("args", {}).get("data") or {}
    return data
