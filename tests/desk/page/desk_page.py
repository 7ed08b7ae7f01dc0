"""What tests do with a page of the desk, as an editor does it."""

from typing import TYPE_CHECKING, Any

from tests.desk.page.conftest import origin

if TYPE_CHECKING:
    from playwright.sync_api import Page

DRAFT = """Ferry Line Will Not Run This Winter

By Dana Whitcombe

PORT ALDEN — The ferry between Port Alden and the island of Skerrin will not run this winter.

“We can’t crew the boat,” said Lena Osgood, the director of the line. She said the company had \
lost nine of its fourteen sailors since May.

Two officials of the harbor authority said the boat had failed an inspection in August. They spoke \
on condition of anonymity.

Osgood called the inspection a formality. “It was about paint,” she said.

Residents of Skerrin are said to be angry. The island’s only shop closed in the spring.
"""


def paste(page: "Page", text: str = DRAFT) -> None:
    """Makes a piece of a text and waits for its marks."""
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="Audit this text").click()
    page.locator(".sheet[data-revision]").wait_for()


def drawn(page: "Page") -> None:
    """Waits until the page has heard of what was done and drawn itself, however slow it is."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def settled(page: "Page") -> None:
    """Waits until what was done has been written and audited."""
    drawn(page)
    page.wait_for_timeout(200)
    page.locator(".save.saved, .save.signed").wait_for()


def piece(page: "Page") -> dict[str, Any]:
    """The piece that is shown, as the server has it."""
    number = page.url.rsplit("/", 1)[1]
    answer: dict[str, Any] = page.request.get(f"{origin(page)}/api/pieces/{number}").json()
    return answer


def tab(page: "Page", name: str) -> None:
    """Opens a list beside the article."""
    page.get_by_role("tab", name=name).click()


def put_cursor(page: "Page", words: str, into: int = 0) -> None:
    """Puts the cursor into words of the article, `into` characters from their start."""
    select(page, words, into, into)


#: Finds words in a line and selects a part of them, as a drag of the mouse does.
_SELECT = """([words, start, end]) => {
  const lines = [...document.querySelectorAll('.cm-line')];
  const line = lines.find(one => one.textContent.includes(words));
  const place = (at) => {
    const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const length = walk.currentNode.length;
      if (at <= length) return [walk.currentNode, at];
      at -= length;
    }
  };
  const at = line.textContent.indexOf(words);
  document.querySelector('.cm-content').focus();
  getSelection().setBaseAndExtent(...place(at + start), ...place(at + end));
}"""


def select(page: "Page", words: str, start: int = 0, end: int | None = None) -> None:
    """Selects words of the article, or the part of them from `start` to `end`."""
    page.locator(".cm-line", has_text=words).wait_for()
    page.evaluate(_SELECT, [words, start, len(words) if end is None else end])
    drawn(page)
    page.wait_for_timeout(150)


def article(page: "Page") -> str:
    """The text as the editor shows it, of pieces that fit into its window."""
    lines = page.locator(".cm-line").evaluate_all("lines => lines.map(one => one.textContent)")
    return "\n".join(lines)
