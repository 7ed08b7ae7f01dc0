"""From a pasted draft to a piece that is signed off, by mouse and by keyboard alone."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desk.page.conftest import EDITOR, start_desk
from tests.desk.page.desk_page import DRAFT, article, paste, piece, settled, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


def test_by_mouse(open_at: Open, tmp_path: Path) -> None:
    with closing(start_desk(tmp_path)) as desk:
        page = open_at(next(desk))
        page.get_by_label("Your name").fill(EDITOR)
        page.get_by_role("button", name="Continue").click()
        paste(page)
        assert article(page).strip() == DRAFT.strip()
        assert page.locator(".cm-content .c").count() > 3

        page.get_by_role("button", name="Next to review").click()
        page.get_by_role("button", name="Unsourced").click()
        settled(page)
        (decision,) = piece(page)["decisions"]
        assert decision["decision"]["decision"] == "label"
        assert decision["decision"]["by"] == EDITOR

        tab(page, "Sources")
        page.get_by_role("button", name="Change Lena Osgood").click()
        page.locator(".change").get_by_role("textbox", name="Name").fill("Lena M. Osgood")
        page.get_by_role("button", name="Save").click()
        settled(page)
        assert "Lena M. Osgood" in page.locator(".rows.sources").inner_text()

        tab(page, "Findings")
        page.get_by_role("button", name="Waive…").first.click()
        page.get_by_label("Why it may stand").fill("The editor knows who they are")
        page.get_by_role("button", name="Waive", exact=True).click()
        settled(page)
        assert "Waived: The editor knows who they are" in page.locator(".findings").inner_text()

        page.get_by_role("button", name="Sign off").click()
        page.locator(".save.signed").wait_for()
        assert EDITOR in page.locator(".signed-off").inner_text()
        page.locator(".cm-content").click()
        page.keyboard.type("No.")
        assert article(page).strip() == DRAFT.strip()
        with page.expect_download() as waiting:
            page.get_by_text("Export").click()
            page.get_by_role("link", name="Report (HTML)").click()
        assert "Lena M. Osgood" in Path(waiting.value.path()).read_text()

        page.get_by_role("link", name="Pieces").click()
        row = page.locator(".piece-list tr", has_text="Ferry Line")
        assert "Signed off" in row.inner_text()
        page.reload()
        page.locator("main.desk").wait_for()
        assert page.locator("dialog").count() == 0


def test_by_keyboard_alone(open_at: Open, tmp_path: Path) -> None:
    with closing(start_desk(tmp_path)) as desk:
        page = open_at(next(desk))
        press = page.keyboard.press
        page.locator("dialog").wait_for()
        page.keyboard.type(EDITOR)
        press("Enter")
        page.locator("dialog").wait_for(state="detached")
        tab_to(page, "textarea")
        page.keyboard.insert_text(DRAFT)
        press("Tab")
        press("Enter")
        page.locator(".sheet[data-revision]").wait_for()

        press("F8")
        press("y")
        settled(page)
        words = page.locator(".now blockquote").inner_text()
        press("j")
        assert page.locator(".now:focus").count() == 1
        assert page.locator(".now blockquote").inner_text() != words
        press("u")
        settled(page)
        kinds = [one["decision"]["decision"] for one in piece(page)["decisions"]]
        assert kinds == ["label", "label"]
        press("Control+z")
        settled(page)
        assert len(piece(page)["decisions"]) == 1
        press("Control+Shift+Z")
        settled(page)
        assert len(piece(page)["decisions"]) == 2

        press("e")
        press("Control+End")
        page.keyboard.type("The mayor, Ada Quill, said the shop would open again.")
        settled(page)
        assert "Ada Quill" in {one["name"] for one in piece(page)["audit"]["sources"]}
        press("F2")
        page.locator("#now-title", has_text="Ada Quill").wait_for()

        tab_to(page, "[role=tab][aria-selected=true]")
        press("ArrowRight")
        tab_to(page, "[aria-label='Change Lena Osgood']")
        press("Enter")
        page.keyboard.type("L. Osgood")
        press("Enter")
        settled(page)
        assert "L. Osgood" in {one["name"] for one in piece(page)["audit"]["sources"]}

        tab_to(page, "[data-k=sign]", "Shift+Tab")
        press("Enter")
        page.locator(".save.signed").wait_for()
        press("Enter")
        page.locator(".save.saved").wait_for()
        assert piece(page)["signed"] is None


def tab_to(page: "Page", selector: str, key: str = "Tab") -> None:
    """Presses the tab key until the element that is meant has the focus."""
    for _ in range(120):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press(key)
    raise AssertionError(f"the tab key never comes to {selector}")
