"""Reports of audits that are to hold no word of the article."""

import re
from functools import cache

import pytest

from onrecord.audit.redact import without_text
from onrecord.audit.reports.registry import FORMATS, render
from onrecord.models.text.words import WORD
from tests.audit.reports.cases import BARE, meals_audit
from tests.audit.reports.docx.commented import as_text

#: Words long enough to give the article away, less those that reports use themselves.
LONG = 7


@cache
def secrets() -> set[str]:
    """Long words of the article that no report of another article has."""
    own = "\n".join(
        content
        for name in FORMATS
        for case in BARE.values()
        for content in map(as_text, render(case(), name).values())
    )
    ours = {word.lower() for word in WORD.findall(own)}
    words = {word.lower() for word in WORD.findall(meals_audit().article.text or "")}
    return {word for word in words if len(word) >= LONG} - ours


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_no_word_of_the_article_is_in_any_format(name: str) -> None:
    audit = without_text(meals_audit())
    content = "\n".join(map(as_text, render(audit, name).values()))
    # The outlet's name is the reader's own, and stays.
    content = content.replace("The Marrow Bay Ledger", "")
    assert len(secrets()) > 40
    assert not secrets() & {word.lower() for word in WORD.findall(content)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_audit_without_text_is_shown(name: str) -> None:
    for case in BARE.values():
        assert render(without_text(case()), name)


def test_the_page_gives_the_strip_and_the_claims_by_offsets() -> None:
    audit = without_text(meals_audit())
    page = render(audit, "html")[".html"]
    assert "<article" not in page
    assert len(re.findall(r'<rect [^>]*data-c="c\d+"', page)) == sum(
        len(claim.spans) for claim in audit.claims
    )
    for claim in audit.claims:
        assert f"{claim.spans[0][0]}–{claim.spans[0][1]}" in page
    assert "<details open>" in page


@pytest.mark.parametrize("name", ["terminal", "md"])
def test_the_strip_stands_for_the_article(name: str) -> None:
    content = "\n".join(map(as_text, render(without_text(meals_audit()), name).values()))
    strip = re.search(r"^[NAU·]{40,}$", content, re.MULTILINE)
    assert strip is not None
    assert set(strip.group()) == set("NAU·")
