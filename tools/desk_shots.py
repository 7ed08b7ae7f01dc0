"""Screenshots of the desk for docs/desk/: ``desk_shots.py``. The article is the sample."""

from pathlib import Path
from typing import TYPE_CHECKING

from desk_pages import browser, desk_address, open_piece
from marked import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "desk"
WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True}


def shot(page: "Page", name: str) -> None:
    """Write a picture of what is seen."""
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")


def review(page: "Page") -> None:
    """The most doubtful claim, with its card."""
    page.keyboard.press("F8")
    shot(page, "review")


def sources(page: "Page") -> None:
    """The source list with an entry that is being changed."""
    page.get_by_role("tab", name="Sources").click()
    page.get_by_role("button", name="Change Two employees").click()
    shot(page, "sources")


def main() -> None:
    """Take all of them."""
    FOLDER.mkdir(exist_ok=True)
    text = Path(ROOT / "examples/sample.txt").read_text(encoding="utf-8")
    with desk_address() as address, browser() as started:
        page = open_piece(started, address, text, **WIDE)
        review(page)
        sources(page)
        phone = open_piece(started, address, text, **PHONE)
        phone.keyboard.press("F8")
        shot(phone, "phone")


if __name__ == "__main__":
    main()
