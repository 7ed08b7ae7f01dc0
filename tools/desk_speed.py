"""How soon marks follow in the desk: ``desk_speed.py [--words N] [--pauses N]``.

A word is typed at different places of a fictional draft, one after the other. Measured is the time
from the last key to the frame that shows the marks of the text with that word: the pause that the
page waits for, the request, the audit, the answer and the drawing. The page's own part is all of
that but the time from the request to the end of the answer. Times are milliseconds.
"""

import argparse
import statistics
from typing import TYPE_CHECKING, NamedTuple

from desk_pages import browser, desk_address, open_piece

from onrecord.eval.speed.articles import article_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WORD = "yesterday "
#: Between two keys, in ms: less than the page waits for, as one types.
_BETWEEN = 60
#: Not measured: the first audits of a process are slower.
_WARMING_UP = 5
_WATCH = """() => {
  let pressed = 0;
  window.marked = null;
  document.addEventListener('keydown', () => { pressed = performance.now(); }, true);
  const sheet = document.querySelector('.sheet');
  new MutationObserver(() => {
    const since = pressed;
    requestAnimationFrame(() => setTimeout(() => {
      const sent = performance.getEntriesByType('resource').at(-1);
      const whole = performance.now() - since;
      window.marked = [whole, whole - (sent.responseEnd - sent.startTime)];
      performance.clearResourceTimings();
    }));
  }).observe(sheet, { attributes: true, attributeFilter: ['data-revision'] });
}"""


class Pause(NamedTuple):
    """From the last key of a word to its marks: all of it, and the page's own part, in ms."""

    whole: float
    page: float


def after_a_pause(page: "Page") -> Pause:
    """Type a word somewhere else, and wait for its marks."""
    page.keyboard.press("PageDown")
    page.keyboard.press("End")
    page.evaluate("() => { window.marked = null; }")
    page.keyboard.type(_WORD, delay=_BETWEEN)
    page.locator(".save.saved").wait_for()
    while (found := page.evaluate("window.marked")) is None:
        page.wait_for_timeout(20)
    return Pause(*found)


def figures(times: list[float]) -> str:
    """Median, 95th percentile and the longest."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return f"p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms, most {max(times):.0f} ms"


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=1_300, help="length of the draft")
    parser.add_argument("--pauses", type=int, default=60, help="how many are measured")
    asked = parser.parse_args()
    with desk_address() as address, browser() as started:
        page = open_piece(started, address, article_of(asked.words))
        page.evaluate(_WATCH)
        page.locator(".cm-content").focus()
        times = []
        for number in range(asked.pauses + _WARMING_UP):
            if number % 8 == 0:
                page.keyboard.press("Control+Home")
            times.append(after_a_pause(page))
    times = times[_WARMING_UP:]
    print(f"{asked.words} words, {len(times)} pauses, from the last key to the marks:")
    print(figures([one.whole for one in times]))
    print(f"the page's own part: {figures([one.page for one in times])}")


if __name__ == "__main__":
    main()
