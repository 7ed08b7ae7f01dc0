"""Typing, offsets beyond U+FFFF, undo, two tabs, hostile text, a server that is gone."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.page.conftest import EDITOR, OpenDesk, start_desk
from tests.desk.page.desk_page import DRAFT, article, paste, piece, put_cursor, settled, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASTRAL = DRAFT.replace("PORT ALDEN —", "🚢 PORT 𝒜LDEN 👩‍👩‍👧 —").replace("Lena", "𝓛ena 🦀")
HOSTILE = """<script>alert(1)</script> Mayor Says <img src=x onerror=alert(1)>

The mayor, Ada Quill, said “</style><style>body{display:none}</style>” was painted on the wall.

“\u202eThe wall\u202c is &lt;b&gt;ours,” said Bram <b>Tol</b>, a neighbour of the\u200b hall.
"""


def marks(page: "Page") -> list[tuple[str, str]]:
    """Label and words of every marked stretch, as seen."""
    found = page.locator(".cm-content .c").evaluate_all(
        """all => all.map(one => [
          ['named', 'anonymous', 'unsourced'].find(label => one.classList.contains(label)),
          one.textContent])"""
    )
    return [(label, words) for label, words in found]


def claimed(page: "Page") -> list[tuple[str, str]]:
    """The same, as the server has it."""
    state = piece(page)
    stretches = sorted(
        (start, end, claim["label"])
        for claim in state["audit"]["claims"]
        for start, end in claim["spans"]
    )
    return [(label, state["text"][start:end]) for start, end, label in stretches]


def joined(stretches: list[tuple[str, str]]) -> str:
    """Marked stretches as one string, for a stretch may be several elements."""
    return "".join(f"{words}" for _, words in stretches).replace("\n", "")


@pytest.mark.parametrize("text", [DRAFT, ASTRAL], ids=["plain", "astral"])
def test_marks_stand_where_the_audit_says(open_desk: OpenDesk, text: str) -> None:
    page = open_desk()
    paste(page, text)
    assert article(page).strip() == text.strip()
    assert joined(marks(page)) == joined(claimed(page))
    for label in ("named", "anonymous", "unsourced"):
        seen = [one for one in marks(page) if one[0] == label]
        assert joined(seen) == joined([one for one in claimed(page) if one[0] == label])


def test_decisions_mean_the_words_that_are_seen_behind_astral_letters(
    open_desk: OpenDesk,
) -> None:
    page = open_desk()
    paste(page, ASTRAL)
    put_cursor(page, "only shop closed", 2)
    page.get_by_role("button", name="Anonymous").click()
    settled(page)
    (one,) = piece(page)["decisions"]
    assert one["decision"]["on"]["exact"].startswith("The island’s only shop closed")


def test_typing_is_saved_and_audited_and_can_be_undone(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("“It is a pity 🦀,” said Hugo Brandt.", delay=5)
    settled(page)
    assert piece(page)["text"] == article(page)
    assert "Hugo Brandt" in {one["name"] for one in piece(page)["audit"]["sources"]}
    assert joined(marks(page)) == joined(claimed(page))
    for _ in range(60):
        page.keyboard.press("Control+z")
    settled(page)
    assert article(page).strip() == DRAFT.strip()
    assert piece(page)["text"].strip() == DRAFT.strip()
    page.keyboard.press("Control+Shift+Z")
    settled(page)
    assert article(page).strip() != DRAFT.strip()
    assert piece(page)["text"] == article(page)


def test_what_was_done_before_a_reload_can_be_undone(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    put_cursor(page, "only shop closed", 2)
    page.get_by_role("button", name="Anonymous").click()
    settled(page)
    page.reload()
    page.locator(".sheet[data-revision]").wait_for()
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert piece(page)["decisions"] == []
    page.get_by_role("button", name="Redo").click()
    settled(page)
    assert len(piece(page)["decisions"]) == 1


@pytest.mark.parametrize("stays", ["Keep my text", "Take the other text"])
def test_two_tabs_lose_nothing(open_desk: OpenDesk, stays: str) -> None:
    page = open_desk()
    paste(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".sheet[data-revision]").wait_for()
    # Before the other tab comes to the front, where it would look for news.
    write_at_end(page, "From the first tab.")
    settled(page)
    write_at_end(other, "From the second tab.")
    other.get_by_role("button", name=stays).wait_for()
    assert "From the second tab." in article(other)
    assert "From the first tab." in piece(page)["text"]
    other.get_by_role("button", name=stays).click()
    other.locator(".save.saved").wait_for()
    kept = "From the second tab." if stays == "Keep my text" else "From the first tab."
    assert article(other).rstrip().endswith(kept)
    assert piece(other)["text"] == article(other)
    other.get_by_role("button", name="Versions").click()
    other.locator(".versions", has_text="tab").wait_for()


def write_at_end(page: "Page", words: str) -> None:
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def test_a_decision_on_an_old_state_is_not_made_and_said_so(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".sheet[data-revision]").wait_for()
    write_at_end(page, "One more line.")
    settled(page)
    other.keyboard.press("F8")
    other.keyboard.press("u")
    other.locator(".toast", has_text="changed in another tab").wait_for()
    settled(other)
    assert "One more line." in article(other)
    assert piece(other)["decisions"] == []


def test_versions_are_kept_compared_and_restored(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    page.get_by_role("button", name="Versions").click()
    page.get_by_label("Note").fill("As it came in")
    page.get_by_role("button", name="Keep this version").click()
    page.locator(".versions", has_text="As it came in").wait_for()
    page.get_by_role("button", name="Close").click()
    write_at_end(page, "The end of it all, said Bram Tol.")
    settled(page)
    page.get_by_role("button", name="Versions").click()
    with page.context.expect_page() as waiting:
        page.get_by_role("link", name="Compare").last.click()
    diff = waiting.value
    diff.wait_for_load_state()
    assert "The end of it all" in diff.locator("body").inner_text()
    diff.close()
    page.get_by_role("button", name="Restore").last.click()
    page.locator("dialog").wait_for(state="detached")
    settled(page)
    assert article(page).strip() == DRAFT.strip()


def test_hostile_text_stays_text(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.on("dialog", lambda dialog: pytest.fail(f"the text ran a script: {dialog.message}"))
    paste(page, HOSTILE)
    shown = page.locator(".cm-content").inner_text()
    assert "<script>alert(1)</script>" in shown
    assert "</style><style>body{display:none}</style>" in shown
    for name in ("To review", "Sources", "Findings", "Decided"):
        tab(page, name)
    assert page.locator("body").is_visible()
    assert page.locator("script").count() == 1
    assert page.locator("#root img[src='x']").count() == 0
    # Marks of direction and of no width are shown as signs; they turn nothing.
    assert page.locator(".cm-specialChar").count() == 3
    page.goto(page.url.split("#")[0])
    page.locator(".piece-list", has_text="<script>alert(1)</script>").wait_for()


def test_text_is_kept_while_the_server_is_gone(
    open_at: Callable[..., "Page"], tmp_path: Path
) -> None:
    with closing(start_desk(tmp_path)) as desk:
        page = open_at(next(desk))
        page.get_by_label("Your name").fill(EDITOR)
        page.keyboard.press("Enter")
        page.locator("dialog").wait_for(state="detached")
        paste(page)
    write_at_end(page, "Nobody hears this.")
    page.locator(".bar-message", has_text="Your text is kept").wait_for()
    assert page.locator(".save.unsaved").count() == 1
    assert "Nobody hears this." in article(page)


def test_a_draft_over_the_limit_is_refused_in_a_sentence(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.locator("textarea").fill("a " * 200_000)
    page.get_by_role("button", name="Audit this text").click()
    page.locator(".trouble", has_text="bytes").wait_for()
    assert page.locator("textarea").evaluate("one => one.value.length") == 400_000


def test_binary_and_empty_files_are_refused_in_a_sentence(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    page = open_desk()
    picture = tmp_path / "picture.txt"
    picture.write_bytes(bytes(range(256)) * 40)
    page.locator("input[type=file]").set_input_files(picture)
    page.locator(".trouble:not(:empty)").wait_for()
    draft = tmp_path / "ferry.txt"
    draft.write_text(DRAFT)
    page.locator("input[type=file]").set_input_files(draft)
    page.locator(".sheet[data-revision]").wait_for()
    assert article(page).strip() == DRAFT.strip()


def test_what_is_typed_without_a_pause_is_saved_meanwhile(open_desk: OpenDesk) -> None:
    page = open_desk()
    paste(page)
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.method) if one.method == "PUT" else None)
    for _ in range(60):
        page.keyboard.type("and so on ", delay=20)
        if sent:
            break
    assert sent
    settled(page)
    assert piece(page)["text"] == article(page)
