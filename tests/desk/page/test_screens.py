"""Every screen: accessible, in light and dark, on narrow screens and at 200 % zoom."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk.page.conftest import OpenDesk
from tests.desk.page.desk_page import DRAFT, paste, piece, put_cursor, select, settled, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "clients/node_modules/axe-core/axe.min.js"
PHONE = {"viewport": {"width": 375, "height": 760}, "has_touch": True, "is_mobile": True}
#: 1280 pixels at 200 %.
ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}


def check(page: "Page") -> None:
    """Fails where axe-core finds something serious or critical."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm ci --prefix tests/clients")
    # The desk's policy lets no script of others in; the debugger is not bound by it.
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in grave] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_desk: OpenDesk, scheme: str) -> None:
    page = open_desk(color_scheme=scheme)
    check(page)
    paste(page)
    page.keyboard.press("F8")
    check(page)
    page.keyboard.press("u")
    settled(page)
    for name in ("Sources", "Findings", "Decided"):
        tab(page, name)
        if name == "Sources":
            page.get_by_role("button", name="Change Lena Osgood").click()
        if name == "Findings":
            page.get_by_role("button", name="Waive…").first.click()
        check(page)
    select(page, "only shop closed")
    page.get_by_role("button", name="Attribute to somebody…").click()
    check(page)
    for name in ("Versions", "Keys"):
        page.get_by_role("button", name=name).click()
        page.locator("dialog").wait_for()
        check(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Sign off").click()
    page.locator(".save.signed").wait_for()
    check(page)


@pytest.mark.parametrize("screen", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_nothing_is_wider_than_a_narrow_screen(
    open_desk: OpenDesk, screen: dict[str, object]
) -> None:
    page = open_desk(**screen)
    width = page.viewport_size["width"] if page.viewport_size else 0

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".cm-scroller").count() == 0 or page.locator(".cm-scroller").evaluate(
            "one => one.scrollWidth <= one.clientWidth"
        )

    fits()
    paste(page, DRAFT + "\nhttps://example.invalid/" + "long" * 60 + "\n")
    fits()
    put_cursor(page, "only shop closed", 2)
    page.get_by_role("button", name="Anonymous").click()
    settled(page)
    assert len(piece(page)["decisions"]) == 1
    fits()
    page.get_by_role("button", name="Sources and findings").click()
    for name in ("To review", "Sources", "Findings", "Decided"):
        tab(page, name)
        assert page.locator("[role=tabpanel]:visible").count() == 1
        fits()
    page.get_by_role("button", name="Article").click()
    assert page.locator(".cm-content").is_visible()


def test_the_card_leaves_room_for_the_text_on_a_phone(open_desk: OpenDesk) -> None:
    page = open_desk(**PHONE)
    paste(page)
    page.keyboard.press("F8")
    card, sheet = page.locator(".now").bounding_box(), page.locator(".sheet").bounding_box()
    assert card is not None and sheet is not None
    assert sheet["height"] > 200
    lit = page.locator(".cm-content .lit").first.bounding_box()
    assert lit is not None and sheet["y"] <= lit["y"] < card["y"]


def test_a_place_in_a_list_brings_the_article_to_the_front_on_a_phone(
    open_desk: OpenDesk,
) -> None:
    page = open_desk(**PHONE)
    paste(page)
    page.get_by_role("button", name="Sources and findings").click()
    tab(page, "Sources")
    assert page.locator(".cm-content").is_hidden()
    page.get_by_role("button", name="Paragraph").first.click()
    assert page.locator(".cm-content .lit").first.is_visible()
    page.locator(".flag").first.click()
    assert page.locator(".rows.findings li:focus").count() == 1


def test_the_claim_that_is_clicked_is_lit_and_no_other(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    for words in ("lost nine of its fourteen", "only shop closed"):
        page.locator(".cm-content .c", has_text=words).first.click()
        page.locator(".cm-content .lit", has_text=words).wait_for()
        assert words in page.locator(".now blockquote").inner_text()
        assert page.locator(".cm-content .lit").count() <= 2


LIT_IN_SIGHT = """() => {
  const box = document.querySelector('.cm-content .lit')?.getBoundingClientRect();
  return box && box.top > 0 && box.bottom < innerHeight;
}"""


def test_the_next_claim_comes_into_sight_and_is_lit(open_desk: OpenDesk) -> None:
    page = open_desk(viewport={"width": 1100, "height": 420})
    paste(page)
    order = [
        claim["confidence"]
        for claim in piece(page)["audit"]["claims"]
        if claim["review"] and not claim["decided"]
    ]
    for confidence in sorted(order):
        page.keyboard.press("F8")
        page.locator(".now", has_text=f"{confidence:.0%} sure").wait_for()
        page.wait_for_function(LIT_IN_SIGHT)


def test_keys_are_explained(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.keyboard.press("?")
    assert "Next claim to review" in page.locator("dialog").inner_text()
    page.keyboard.press("Escape")
    paste(page)
    page.locator(".cm-content").focus()
    page.keyboard.press("F1")
    assert "Next claim to review" in page.locator("dialog").inner_text()
