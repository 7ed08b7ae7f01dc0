"""The HTML report driven in a real browser, as its readers use it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from onrecord.audit.redact import without_text
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import LABELS
from tests.audit.reports.cases import BARE, audit_of, meals_audit
from tests.audit.reports.conftest import Open
from tests.audit.reports.hostile import SHOWN, hostile_audit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
WIDTHS = (375, 820, 1360)

#: Claims whose words are seen with a mark, and the tags that are seen.
SEEN = """() => {
  const seen = (e) => e.getClientRects().length > 0;
  const marked = (e) => getComputedStyle(e).textDecorationLine.includes('underline');
  const ids = (list) => [...new Set(list.map((e) => e.dataset.c))].sort();
  return {
    claims: ids([...document.querySelectorAll('article .c')].filter((e) => seen(e) && marked(e))),
    tags: ids([...document.querySelectorAll('article .tag')].filter(seen)),
    strip: ids([...document.querySelectorAll('#strip [data-c]')].filter(
      (e) => seen(e) && getComputedStyle(e).fillOpacity === '1')),
  };
}"""


IN_SIGHT = """(e) => {
  const box = e.getBoundingClientRect();
  return box.top < innerHeight && box.bottom > 0;
}"""


def seen(page: "Page") -> list[str]:
    """Ids of the claims that are marked; the text, the tags and the strip must agree."""
    found = page.evaluate(SEEN)
    assert found["claims"] == found["tags"] == found["strip"]
    return list(found["claims"])


def ids(audit: Audit, **wanted: object) -> list[str]:
    return sorted(
        claim.id
        for claim in audit.claims
        if all(getattr(claim, name) == value for name, value in wanted.items())
    )


def test_all_claims_are_marked_at_first(open_report: Open) -> None:
    assert seen(open_report(meals_audit())) == ids(meals_audit())


def test_a_source_shows_all_of_its_claims_and_only_those(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit)
    for source in audit.sources:
        button = page.locator(f"#{source.id} > .pick button")
        button.click()
        own = ids(audit, source_id=source.id)
        assert seen(page) == own
        assert button.get_attribute("aria-pressed") == "true"
        words = "1 claim" if len(own) == 1 else f"{len(own)} claims"
        assert page.locator(".picked-name").inner_text() == f"{source.name}: {words}"
    page.get_by_role("button", name="Show all").click()
    assert seen(page) == ids(audit)
    assert page.locator("#picked").is_hidden()


def test_paragraphs_without_a_chosen_claim_step_aside_or_stay(open_report: Open) -> None:
    page = open_report(meals_audit())
    paragraphs = page.locator("article .par")
    everything = paragraphs.count()
    page.get_by_role("button", name="Tobias Renn").first.click()
    assert page.locator("article .par:visible").count() == 1
    page.get_by_role("button", name="In context").click()
    assert page.locator("article .par:visible").count() == everything


def test_one_can_go_from_chosen_claim_to_chosen_claim(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit, viewport={"width": 900, "height": 420})
    page.locator("th[data-pick='label unsourced'] button").click()
    page.get_by_role("button", name="In context").click()
    for claim in [c for c in audit.claims if c.label == "unsourced"][1:4]:
        page.get_by_role("button", name="Next claim").click()
        assert page.locator(f"#{claim.id}").evaluate(IN_SIGHT)


def test_types_and_claims_to_review_can_be_chosen_too(open_report: Open) -> None:
    audit = meals_audit()
    types = {a.id: a.type for a in audit.attributions}
    page = open_report(audit)
    page.locator("th[data-pick='type group'] button").click()
    assert seen(page) == sorted(
        c.id for c in audit.claims if c.attribution_id and types[c.attribution_id] == "group"
    )
    page.get_by_role("button", name="To review").click()
    assert seen(page) == ids(audit, review=True)


def test_labels_can_be_filtered_out(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit)
    for label in LABELS:
        button = page.locator(f".filters [data-label={label}]")
        button.click()
        assert seen(page) == sorted(set(ids(audit)) - set(ids(audit, label=label)))
        assert button.get_attribute("aria-pressed") == "false"
        button.click()
    assert seen(page) == ids(audit)


def test_labels_differ_in_line_and_letter_and_not_only_in_colour(open_report: Open) -> None:
    page = open_report(meals_audit())
    lines = [
        page.locator(f"article .c.{label}").first.evaluate(
            "e => getComputedStyle(e).textDecorationStyle"
        )
        for label in LABELS
    ]
    letters = [page.locator(f"article .tag.{label}").first.inner_text()[0] for label in LABELS]
    assert len(set(lines)) == 3
    assert letters == ["N", "A", "U"]


def test_hovering_shows_who_how_and_how_sure(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit)
    claim = next(c for c in audit.claims if c.source_id and c.label == "anonymous")
    page.locator(f"#{claim.id}").hover()
    card = page.locator("#card")
    card.wait_for(state="visible")
    words = card.inner_text()
    for needed in (
        "Anonymous",
        "three officials of the department",
        "confidential",
        "they feared for their jobs",
        "“said”",
        "paraphrase",
        "90%",
    ):
        assert needed in words
    # It can be reached with the pointer, and goes with Escape.
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert card.is_hidden()


def test_the_card_of_an_unsourced_claim_says_that_it_may_be_verified(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit)
    page.locator(f"#{ids(audit, label='unsourced')[0]}").click()
    assert "does not mean it is unverified" in page.locator("#card").inner_text()


def test_everything_can_be_reached_by_keyboard(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the verdict"
    first, second = audit.claims[0], audit.claims[1]
    page.locator(f".tag[data-c={first.id}]").focus()
    assert page.locator("#card").is_visible()
    page.keyboard.press("ArrowRight")
    focused = page.locator(f".tag[data-c={second.id}]")
    assert page.evaluate("document.activeElement.dataset.c") == second.id
    assert focused.get_attribute("aria-describedby") == "card"
    assert page.locator(".tag[tabindex='0']").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()


def test_enter_leads_into_the_card_and_escape_out_of_it(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit)
    claim = next(c for c in audit.claims if c.source_id)
    page.locator(f".tag[data-c={claim.id}]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.c") == claim.id
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert seen(page) == ids(audit, source_id=claim.source_id)


def test_focus_is_seen(open_report: Open) -> None:
    page = open_report(meals_audit())
    page.keyboard.press("Tab")
    page.locator("#s1 .pick button").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_finding_leads_to_its_passage_even_out_of_a_choice(open_report: Open) -> None:
    audit = meals_audit()
    number = next(i for i, f in enumerate(audit.findings) if f.rule == "hearsay")
    page = open_report(audit)
    page.get_by_role("button", name="Ruta Vilkas").first.click()
    page.get_by_role("tab", name="Findings").click()
    page.locator(f"#finding-{number} .where a").first.click()
    passage = page.locator(f"#f{number}-0")
    assert passage.is_visible()
    assert "lit" in (passage.get_attribute("class") or "")
    assert passage.evaluate(IN_SIGHT)


def test_the_strip_leads_into_the_article(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit, viewport={"width": 1360, "height": 500})
    box = page.locator("#strip").bounding_box()
    assert box is not None
    page.locator("#strip").click(position={"x": box["width"] - 3, "y": 5})
    assert page.locator(f"#{audit.claims[-1].id}").evaluate(IN_SIGHT)


def test_panels_share_a_place_on_wide_screens(open_report: Open) -> None:
    page = open_report(meals_audit())
    assert page.locator("#sources").is_visible()
    assert page.locator("#findings").is_hidden()
    page.get_by_role("tab", name="Findings").click()
    assert page.locator("#findings").is_visible()
    assert page.locator("#sources").is_hidden()
    article, side = (page.locator(s).bounding_box() for s in ("article", "#side"))
    assert article is not None
    assert side is not None
    assert side["x"] > article["x"] + article["width"]


def test_a_tap_shows_the_card_on_a_phone(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit, **PHONE)
    page.locator(f"#{next(c.id for c in audit.claims if c.source_id == 's1')}").tap()
    card = page.locator("#card")
    assert "Delphine Marsh" in card.inner_text()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["y"] + box["height"] <= 812 + 1
    assert page.locator("#findings").is_visible()
    assert page.locator("#sources").is_visible()


@pytest.mark.parametrize("case", [meals_audit, hostile_audit])
def test_nothing_is_wider_than_the_screen(open_report: Open, case: Callable[[], Audit]) -> None:
    page = open_report(case())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_works_without_script(open_report: Open) -> None:
    audit = meals_audit()
    page = open_report(audit, java_script_enabled=False)
    for part in ("article", "#findings", "#sources", "#review", "#figures", "#method"):
        assert page.locator(part).is_visible()
    for part in (".filters", "#card", "#picked", ".tabs"):
        assert page.locator(part).count() == 0 or page.locator(part).is_hidden()
    assert page.locator("article .tag:visible").count() == len(audit.claims)
    claim = next(c for c in audit.claims if c.source_id == "s1")
    page.locator(f".tag[data-c={claim.id}]").click()
    row = page.locator(f"#row-{claim.id}")
    assert row.is_visible()
    assert "Delphine Marsh" in row.inner_text()


def test_print_shows_everything_in_light_colours(open_report: Open) -> None:
    page = open_report(meals_audit(), color_scheme="dark")
    page.get_by_role("button", name="Tobias Renn").first.click()
    page.emulate_media(media="print")
    for part in ("article", "#findings", "#sources", "#review", "#method"):
        assert page.locator(part).is_visible()
    for part in (".filters", "#picked", ".tabs"):
        assert page.locator(part).is_hidden()
    assert page.locator("article .par:visible").count() == page.locator("article .par").count()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 254, 251)"
    )


@pytest.mark.parametrize("script", [True, False])
def test_hostile_text_is_shown_as_text(open_report: Open, script: bool) -> None:
    audit = hostile_audit()
    page = open_report(audit, java_script_enabled=script)
    assert page.title().startswith("Sourcing report: <script>")
    assert page.locator("body").is_visible()
    assert page.locator("script").count() == 1
    assert page.locator("style").count() == 1
    assert page.locator("img, iframe, object").count() == 0
    words = page.locator("article").text_content() or ""
    for text in SHOWN:
        assert text in words
    assert "␛[2J␛[31mred␛]0;owned␇" in words
    assert "nul␀bell␇" in words
    assert words.count("word ") == 5_000


def test_marks_of_direction_turn_nothing_outside_the_text(open_report: Open) -> None:
    page = open_report(hostile_audit())
    for box in ("#s2 .pick bdi", "article .c"):
        assert page.locator(box).first.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
    assert page.locator("body").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_choosing_works_in_a_hostile_article(open_report: Open) -> None:
    audit = hostile_audit()
    page = open_report(audit)
    page.locator("#s1 .pick button").click()
    assert seen(page) == ids(audit, source_id="s1")
    page.locator(f"#{ids(audit, source_id='s1')[0]}").click()
    assert "<script>" in page.locator("#card").inner_text()
    assert page.title().startswith("Sourcing report: <script>")


@pytest.mark.parametrize("case", BARE)
def test_articles_that_lack_something_make_whole_pages(open_report: Open, case: str) -> None:
    page = open_report(BARE[case]())
    assert page.locator(".lead").inner_text()
    assert page.locator("#method").is_visible()


def test_a_page_without_text_still_chooses(open_report: Open) -> None:
    audit = without_text(meals_audit())
    page = open_report(audit)
    page.locator("#s1 .pick button").click()
    shown = page.locator("#claims-table tbody tr:visible")
    assert shown.count() == len(ids(audit, source_id="s1"))
    page.get_by_role("button", name="Show all").click()
    assert shown.count() == len(audit.claims)


def test_a_source_without_a_claim_cannot_be_chosen(open_report: Open) -> None:
    audit = meals_audit()
    claims = [c for c in audit.claims if c.source_id != "s7"]
    page = open_report(msgspec.structs.replace(audit, claims=claims))
    assert page.locator("#s7 .pick button").count() == 0
    assert page.locator("#s8 .pick button").count() == 1


def test_a_long_article_stays_usable(open_report: Open) -> None:
    text = "\n\n".join(
        f"Item {i} was counted in the hall before noon. It was put away again by the night shift."
        for i in range(1_200)
    )
    audit = audit_of(text)
    page = open_report(audit)
    assert audit.article.words > 20_000
    assert len(seen(page)) == len(audit.claims) == 2_400
    page.locator(f"#{audit.claims[-1].id}").click()
    assert page.locator("#card").is_visible()
    page.locator(".filters [data-label=unsourced]").click()
    assert seen(page) == []
