"""What an editor decides in the page, as the server has it afterwards."""

from typing import TYPE_CHECKING, Any

from tests.desk.page.conftest import OpenDesk
from tests.desk.page.desk_page import article, paste, piece, put_cursor, select, settled, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page


def names(page: "Page") -> list[str]:
    return [one["name"] for one in piece(page)["audit"]["sources"]]


def claim_of(page: "Page", words: str) -> dict[str, Any]:
    """The claim that has these words."""
    state = piece(page)
    for claim in state["audit"]["claims"]:
        if any(words in state["text"][start:end] for start, end in claim["spans"]):
            found: dict[str, Any] = claim
            return found
    raise AssertionError(f"no claim has the words “{words}”")


def speaker(page: "Page", words: str) -> str | None:
    """Who says these words."""
    id = claim_of(page, words)["source_id"]
    sources = {one["id"]: one["name"] for one in piece(page)["audit"]["sources"]}
    return None if id is None else str(sources[id])


def test_a_speaker_from_the_list_and_a_new_one(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    put_cursor(page, "lost nine", 2)
    page.get_by_label("Speaker").select_option(label="Two officials of the harbor authority")
    page.get_by_role("button", name="Set speaker").click()
    settled(page)
    assert "officials" in (speaker(page, "lost nine") or "")
    page.get_by_label("Speaker").select_option(label="Someone else…")
    page.locator(".now").get_by_role("textbox", name="Name").fill("Piet Aal")
    page.locator(".now").get_by_label("Sector").select_option(label="business")
    page.get_by_role("button", name="Set speaker").click()
    settled(page)
    assert speaker(page, "lost nine") == "Piet Aal"
    assert claim_of(page, "lost nine")["label"] == "named"
    assert claim_of(page, "lost nine")["decided"]


def test_named_without_a_source_asks_who_it_is(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    put_cursor(page, "only shop closed", 2)
    page.get_by_role("button", name="Named").click()
    assert page.get_by_label("Speaker").evaluate("e => e === document.activeElement")
    assert piece(page)["decisions"] == []


def test_sources_are_joined_by_dropping_one_on_another_and_come_apart_again(
    open_desk: OpenDesk,
) -> None:
    page = open_desk()
    paste(page)
    tab(page, "Sources")
    before = names(page)
    rows = page.locator(".rows.sources .entry")
    anonymous = rows.filter(has_text="officials of the harbor authority")
    anonymous.drag_to(rows.filter(has_text="Lena Osgood"))
    settled(page)
    assert len(names(page)) == len(before) - 1
    assert speaker(page, "failed an inspection") == "Lena Osgood"
    page.get_by_role("button", name="Change Lena Osgood").click()
    page.locator(".mention", has_text="officials").get_by_role("checkbox").check()
    page.get_by_role("button", name="Split off").click()
    settled(page)
    assert len(names(page)) == len(before)
    assert speaker(page, "failed an inspection") != "Lena Osgood"
    page.get_by_role("button", name="Undo").click()
    settled(page)
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert names(page) == before
    assert piece(page)["decisions"] == []


def test_sources_are_joined_by_choosing_too(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    before = names(page)
    tab(page, "Sources")
    page.get_by_role("button", name="Change Two officials").click()
    page.get_by_label("The same as").select_option(label="Lena Osgood")
    page.get_by_role("button", name="Join").click()
    settled(page)
    assert len(names(page)) == len(before) - 1


def test_type_and_sector_of_a_source(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    tab(page, "Sources")
    page.get_by_role("button", name="Change Two officials").click()
    form = page.locator("form.change")
    form.get_by_label("Type").select_option(label="confidential")
    form.get_by_label("Sector").select_option(label="police, courts, military")
    page.get_by_role("button", name="Save").click()
    settled(page)
    (source,) = [one for one in piece(page)["audit"]["sources"] if "officials" in one["name"]]
    assert (source["type"], source["sector"]) == ("confidential", "justice")


def test_a_missed_attribution_is_added_by_selecting_words(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    words = "The island’s only shop closed in the spring"
    select(page, words)
    page.keyboard.press("F2")
    page.keyboard.press("t")
    select(page, "Residents of Skerrin")
    marked = page.locator(".marked", has_text="who")
    marked.get_by_role("button", name="Take the selected words").click()
    page.get_by_role("button", name="Add the attribution").click()
    settled(page)
    state = piece(page)
    (added,) = [
        one
        for one in state["audit"]["attributions"]
        if any(state["text"][start:end].startswith("The island’s") for start, end in one["content"])
    ]
    assert [state["text"][start:end] for start, end in added["source"]] == ["Residents of Skerrin"]
    assert claim_of(page, "only shop")["label"] == "anonymous"


def test_words_can_be_no_claim(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    claims = len(piece(page)["audit"]["claims"])
    put_cursor(page, "only shop closed", 2)
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    settled(page)
    assert len(piece(page)["audit"]["claims"]) == claims - 1
    tab(page, "Decided")
    page.get_by_role("button", name="Take back").click()
    settled(page)
    assert len(piece(page)["audit"]["claims"]) == claims


def test_only_what_changed_is_shown_as_changed(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    assert page.locator(".cm-content .fresh").count() == 0
    put_cursor(page, "only shop closed", 2)
    page.get_by_role("button", name="Anonymous").click()
    settled(page)
    changed = page.locator(".cm-content .c.fresh").all_inner_texts()
    assert changed
    assert all(words in "The island’s only shop closed in the spring." for words in changed)


def test_a_decision_follows_its_words_while_one_types(open_desk: OpenDesk) -> None:
    """The words that are decided on stand elsewhere by the time the decision is sent."""
    page = open_desk()
    paste(page)
    put_cursor(page, "only shop closed", 2)
    page.keyboard.press("Control+Home")
    page.locator("#now-title").wait_for()
    put_cursor(page, "only shop closed", 2)
    page.get_by_role("button", name="Anonymous").click()
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("New: ")
    settled(page)
    assert claim_of(page, "only shop")["label"] == "anonymous"
    assert article(page).startswith("New: Ferry")
    assert piece(page)["text"] == article(page)
