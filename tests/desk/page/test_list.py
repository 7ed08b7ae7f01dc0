"""The list of pieces, most of which nobody has opened yet."""

import json
import re
from typing import TYPE_CHECKING, Any

from tests.desk.drafts import FERRY
from tests.desk.page.conftest import OpenDesk, origin

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


def made(page: "Page") -> int:
    """The number of a new piece."""
    headers = {"Origin": origin(page), "Content-Type": "application/json"}
    data = json.dumps({"text": FERRY})
    piece = page.request.post(f"{origin(page)}/api/pieces", data=data, headers=headers).json()
    number: int = piece["id"]
    return number


def test_the_list_follows_the_audits_in_the_background(open_desk: OpenDesk) -> None:
    page = open_desk()
    done, failed = made(page), made(page)
    answers, stage = 0, 1

    def as_it_was(route: "Route") -> None:
        """The list as it was while two pieces waited, then one; one of them can't be audited."""
        nonlocal answers
        answers += 1
        answer = route.fetch()
        desk: dict[str, Any] = answer.json()
        for piece in desk["pieces"]:
            if piece["id"] == failed or (piece["id"] == done and stage == 1):
                piece["review"] = piece["findings"] = None
        desk["auditing"] = {
            "left": 3 - stage,
            "failed": [failed] if stage == 3 else [],
        }
        route.fulfill(response=answer, json=desk)

    page.route("**/api/desk", as_it_was)
    page.reload()
    first, second = (
        page.locator(".piece-list tr", has=page.locator(f"a[href='#/piece/{one}']"))
        for one in (done, failed)
    )
    page.get_by_text("Auditing in the background").wait_for()
    first.get_by_role("link").focus()
    stage = 2
    first.locator("[data-label='To review']", has_text=re.compile(r"^\d+$")).wait_for()
    first.locator(".level").first.wait_for()
    stage = 3
    second.get_by_text("not audited: open it to see why").wait_for()
    page.get_by_text("Auditing in the background").wait_for(state="hidden")
    # What is followed doesn't take the focus away.
    assert first.get_by_role("link").evaluate("e => e === document.activeElement")
    before = answers
    page.wait_for_timeout(2_000)
    assert answers == before
