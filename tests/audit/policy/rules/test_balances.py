"""The rules on an article's balance as a whole."""

from tests.audit.policy.drafts import AIDE, BRAY, FILLER, LUND, findings
from tests.audit.policy.rules.test_anonymity import spoken
from tests.audit.reports.marked import Who

POLICE = Who("the police", "organisation", "justice")
OTHER = Who("Vera Moss", "person", "government", description="a councillor")


def test_single_source() -> None:
    sources = {"s1": LUND, "s2": BRAY}
    (finding,) = findings("single-source", *spoken(sources, "s1 s1 s1 s1 s1 s1"))
    assert "the only source" in finding.message
    (finding,) = findings("single-source", *spoken(sources, "s1 s1 s1 s1 s1 s2"))
    assert "Ada Lund" in finding.message
    assert finding.source_ids == ["s1"]
    assert not findings("single-source", *spoken(sources, "s1 s1 s1 s2 s2 s2"))


def test_single_source_in_a_brief_or_a_column() -> None:
    text, sources, said = spoken({"s1": LUND}, "s1 s1 s1 s1 s1 s1")
    assert not findings("single-source", text.replace(FILLER, ""), sources, said)
    column = text.replace("The road", "I think that our road")
    assert not findings("single-source", column, sources, said)
    assert not findings("single-source", text, sources, said, section="Opinion")


def test_few_named() -> None:
    two = {"s1": LUND, "s2": BRAY, "s3": AIDE}
    (finding,) = findings("few-named", *spoken(two, "s1 s1 s2 s3"))
    assert "2 named sources (the policy asks for at least 4)" in finding.message
    four = {"s1": LUND, "s2": BRAY, "s3": POLICE, "s4": OTHER}
    assert not findings("few-named", *spoken(four, "s1 s2 s3 s4"))
    alone = {"s1": LUND}
    (finding,) = findings("few-named", *spoken(alone, "s1"))
    assert "one named source, “Ada Lund”" in finding.message
    (finding,) = findings("few-named", *spoken({"s1": AIDE}, "s1"))
    assert "no named source" in finding.message


def test_few_and_single_sources_are_about_reports() -> None:
    alone = spoken({"s1": LUND}, "s1 s1 s1 s1 s1 s1")
    for genre in ("analysis", "press release", "other", "opinion"):
        assert not findings("few-named", *alone, genre=genre)
        assert not findings("single-source", *alone, genre=genre)
    assert findings("single-source", *alone, genre="news")
    assert not findings("single-source", *alone, genre="interview")
    assert findings("few-named", *alone, genre="news")
    assert not findings("few-named", *alone, genre="news", title="The Harbour Podcast: boats")


def test_officials_only() -> None:
    officials = {"s1": LUND, "s2": POLICE, "s3": OTHER}
    (finding,) = findings("officials-only", *spoken(officials, "s1 s2 s3 s1 s2 s3"))
    assert "All 6 claims" in finding.message
    assert not findings("officials-only", *spoken({**officials, "s4": BRAY}, "s1 s2 s3 s1 s2 s4"))
    assert not findings("officials-only", *spoken({"s1": LUND}, "s1 s1 s1 s1 s1 s1"))
