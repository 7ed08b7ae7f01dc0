"""The formats of a comparison: what they say, and that hostile words in drafts do nothing."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import msgspec
import pytest

from onrecord.audit.diff.compare_drafts import compare_drafts, diff_without_text
from onrecord.audit.diff.reports.registry import DIFF_FORMATS, render_diff
from onrecord.audit.diff.types import Diff
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.hostile import ESCAPE, SHOWN, hostile_audit

from .conftest import Compare

OLD = """Lock Keeper Retires After Forty Years

The lock at Wexcombe will have no keeper from June, the canal trust said on Monday.

“I have seen every boat twice,” said Nell Arkwright, who has kept it since 1985.

Boatmen say that the gates leak. The trust’s engineer, Tom Birch, said that they would be mended.
"""
NEW = """Lock Keeper Retires After Forty Years

The lock at Wexcombe will have no keeper from June, the canal trust said on Monday.

The gates leak. An engineer said that they would be mended.

“I have seen every boat at least twice,” said Nell Arkwright, who has kept it since 1985.
"""


@pytest.fixture(scope="module")
def diff(compare: Compare) -> Diff:
    return compare(OLD, NEW)


def edited(audit: Audit) -> Audit:
    """The audit with its text cut short, so that some of it went."""
    text = (audit.article.text or "").replace("the screen showed", "some screen showed", 1)
    return msgspec.structs.replace(audit, article=msgspec.structs.replace(audit.article, text=text))


@pytest.fixture(scope="module")
def hostile() -> Diff:
    return compare_drafts(hostile_audit(), edited(hostile_audit()))


class Page(HTMLParser):
    """Tags with their attributes, ids, and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("form", sorted(DIFF_FORMATS))
def test_every_format_has_every_change(diff: Diff, form: str) -> None:
    said = render_diff(diff, form)
    assert "Tom Birch" in said
    assert "at least" in said
    if form != "json":
        for words in ("made anonymous", "reworded", "moved", "Balance"):
            assert words.lower() in said.lower()


@pytest.mark.parametrize("form", sorted(DIFF_FORMATS))
def test_without_text_no_format_quotes(diff: Diff, form: str) -> None:
    said = render_diff(diff_without_text(diff), form)
    assert not [name for name in ("Birch", "Arkwright", "Wexcombe", "leak") if name in said]


def test_one_text_holds_the_new_draft_and_what_went(diff: Diff) -> None:
    page = render_diff(diff, "html")
    assert "<ins>at least</ins>" in page
    assert re.search(r"<del>(<span[^>]*>)?Boatmen", page)


def test_the_page_is_whole_and_lets_nothing_in(diff: Diff) -> None:
    page = render_diff(diff, "html")
    parsed = Page(page)
    assert not [tag for tag, _ in parsed.tags if tag in ("script", "img", "iframe", "object")]
    links = [attributes.get("href") or "" for tag, attributes in parsed.tags if tag == "a"]
    ids = [attributes["id"] for _, attributes in parsed.tags if attributes.get("id")]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    assert len(ids) == len(set(ids))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = next(a["content"] for t, a in parsed.tags if a.get("http-equiv"))
    assert f"style-src 'sha256-{digest}'" in (policy or "")
    assert "script-src 'none'" in (policy or "")


def test_hostile_words_are_shown_on_the_page_and_do_nothing(hostile: Diff) -> None:
    page = render_diff(hostile, "html")
    parsed = Page(page)
    assert not [tag for tag, _ in parsed.tags if tag in ("script", "img")]
    assert sum(tag == "style" for tag, _ in parsed.tags) == 1
    assert not [words for words in SHOWN if words not in parsed.text]
    assert "\x1b" not in page


def test_hostile_words_steer_no_terminal(hostile: Diff) -> None:
    said = render_diff(hostile, "terminal", ReportOptions(colour=False))
    assert not [c for c in said if not c.isprintable() and c != "\n"]
    assert "\x1b[2J" not in render_diff(hostile, "terminal", ReportOptions(colour=True))
    assert ESCAPE not in render_diff(hostile, "md")


def test_the_terminal_keeps_to_its_width(diff: Diff) -> None:
    for width in (40, 72, 100):
        lines = render_diff(diff, "terminal", ReportOptions(width=width)).splitlines()
        assert max(map(len, lines)) <= width


def test_a_draft_and_itself_have_no_changes_to_list(compare: Compare) -> None:
    same = compare(OLD, OLD)
    for form in ("terminal", "md", "html"):
        assert "Nothing changed in the sourcing." in render_diff(same, form)
