"""The HTML report, read as a document."""

import base64
import hashlib
import re
from itertools import pairwise

import lxml.html
import pytest

from onrecord.audit.redact import without_text
from onrecord.audit.reports.content.claim_rows import claim_rows
from onrecord.audit.reports.content.marking import mark
from onrecord.audit.reports.content.verdict import ranked
from onrecord.audit.reports.html.article import article_view
from onrecord.audit.reports.html.page import static_file
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.registry import render
from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import BARE, meals_audit
from tests.audit.reports.hostile import hostile_audit

AUDITS = {"meals": meals_audit, "hostile": hostile_audit, **BARE}
OPTIONS = ReportOptions(
    date="3 November 2025", accuracy={"Label F1": ".89"}, accuracy_on="articles of the tests"
)


def page(audit: Audit) -> str:
    return render(audit, "html", OPTIONS)[".html"]


def document(audit: Audit) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page(audit))


@pytest.fixture(params=AUDITS)
def whole(request: pytest.FixtureRequest) -> Audit:
    """Every audit with its text."""
    return AUDITS[request.param]()


@pytest.fixture(params=["with text", "without text"])
def audit(request: pytest.FixtureRequest, whole: Audit) -> Audit:
    """Every audit, with its text and without."""
    return whole if request.param == "with text" else without_text(whole)


def test_the_policy_lets_in_the_pages_own_style_and_script_alone() -> None:
    content = page(meals_audit())
    policy = document(meals_audit()).xpath("string(//meta[@http-equiv]/@content)")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.DOTALL)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"
    assert "unsafe" not in policy


def test_the_policy_comes_before_anything_that_it_governs() -> None:
    content = page(meals_audit())
    assert content.index("Content-Security-Policy") < content.index("<style>")


def test_nothing_is_fetched_and_nothing_runs_from_attributes(audit: Audit) -> None:
    tree = document(audit)
    addresses = [
        value
        for attribute in ("src", "href", "srcset", "data", "action", "poster")
        for value in tree.xpath(f"//@{attribute}")
    ]
    assert {a for a in addresses if not a.startswith("#")} == {"data:,"}
    assert not tree.xpath("//@style | //iframe | //img | //object | //form | //base")
    assert not [a for e in tree.iter("*") for a in e.attrib if a.startswith("on")]
    assert "url(" not in page(audit)
    assert "@import" not in page(audit)


def test_ids_are_unique_and_every_link_has_its_target(audit: Audit) -> None:
    tree = document(audit)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in tree.xpath("//a/@href")}
    described = {i for v in tree.xpath("//@aria-labelledby | //@aria-controls") for i in v.split()}
    assert targets | described <= set(ids)


def test_headings_go_down_a_step_at_a_time(audit: Audit) -> None:
    levels = [int(e.tag[1]) for e in document(audit).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_tables_and_drawings_can_be_read_aloud(audit: Audit) -> None:
    tree = document(audit)
    for table in tree.iter("table"):
        assert table.xpath(".//th[@scope]")
        assert table.xpath("./caption") or table.xpath("ancestor::figure/figcaption")
    for drawing in tree.iter("svg"):
        hidden = drawing.get("aria-hidden") == "true"
        assert hidden or (drawing.get("role") == "img" and drawing.get("aria-label"))


def test_the_text_of_the_article_is_all_there() -> None:
    audit = meals_audit()
    article = document(audit).xpath("//article")[0]
    for extra in article.xpath(
        ".//*[contains(@class, 'tag') or @class='pn' or contains(@class, 'flag')]"
    ):
        extra.drop_tree()
    assert "".join(article.text_content().split()) == "".join((audit.article.text or "").split())


def test_every_claim_is_marked_by_label_and_signed_once() -> None:
    audit = meals_audit()
    tree = document(audit)
    for claim in audit.claims:
        pieces = tree.xpath(f"//article//span[@data-c='{claim.id}']")
        assert len(pieces) == len(claim.spans)
        assert all(claim.label in piece.get("class").split() for piece in pieces)
        (tag,) = tree.xpath(f"//article//a[@data-c='{claim.id}']")
        assert tag.text_content()[0] == claim.label[0].upper()
        assert tag.get("aria-label").startswith(f"{claim.label[0].upper()}: {claim.label}")


def test_every_source_and_every_finding_has_its_entry() -> None:
    audit = meals_audit()
    tree = document(audit)
    for source in audit.sources:
        (entry,) = tree.xpath(f"//li[@id='{source.id}']")
        assert source.name in entry.text_content()
    findings = tree.xpath("//li[starts-with(@id, 'finding-')]")
    assert len(findings) == len(audit.findings)


def test_the_anonymous_share_stands_with_its_parts() -> None:
    lead = document(meals_audit()).xpath("string(//p[@class='lead'])")
    for part in ("confidential", "unnamed person", "unnamed group", "hearsay"):
        assert part in lead


def test_it_says_how_it_was_made() -> None:
    audit = meals_audit()
    method = document(audit).xpath("string(//section[@id='method'])")
    needed = (audit.model.name, audit.model.version, audit.article.sha256, "3 November 2025", ".89")
    for text in (*needed, "Unsourced in the text does not mean unverified"):
        assert text in method


@pytest.mark.parametrize("case", BARE)
def test_an_article_that_lacks_something_has_no_empty_part(case: str) -> None:
    tree = document(BARE[case]())
    for part in tree.iter("table", "ul", "ol", "dl", "svg"):
        assert part.xpath("./*"), lxml.html.tostring(part)
    assert not tree.xpath("//table/tbody[not(*)]")
    assert tree.xpath("string(//p[@class='lead'])")


def test_the_script_never_makes_markup() -> None:
    script = static_file("article.js")
    for door in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
    ):
        assert door not in script


def test_each_finding_is_flagged_where_its_first_passage_starts(whole: Audit) -> None:
    view = article_view(whole, claim_rows(whole))
    flagged = {one.number: p.number for p in view for one in p.flags}
    expected = {
        one.number: paragraph.number
        for one in ranked(whole)
        for paragraph in mark(whole)
        if one.finding.spans
        if paragraph.span[0] <= one.finding.spans[0][0] < paragraph.span[1]
    }
    assert flagged == expected
