"""The rules on anonymous sources: a text that breaks each, and one that just does not."""

import msgspec
import pytest

from onrecord.audit.policy import check
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import (
    AIDE,
    BRAY,
    DENIED,
    FILLER,
    LUND,
    SOURCE,
    draft,
    findings,
    inside,
    one,
    only,
)
from tests.audit.reports.marked import Who

POLL = "{1s|Polls} {1c|show} that {1q|the bridge is the largest worry in town}."


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Sources", inside("sources", "group")),
        ("An official", inside("an official")),
        ("A person familiar with the matter", inside("a person familiar with the matter")),
        ("Former officials", inside("former officials", "group")),
        ("A senior official", Who("a senior official", "confidential", "government")),
    ],
)
def test_undescribed(words: str, who: Who) -> None:
    (finding,) = findings("anonymous-undescribed", *one(words, who))
    assert finding.source_ids == ["s1"]
    assert who.name in finding.message
    assert "AP News Values and Principles" in finding.standards


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("A senior harbour official", inside("a senior harbour official")),
        ("A person close to the mayor", inside("a person close to the mayor")),
        ("A spokesman", Who("a spokesman", "role", "government")),
        ("Voters", Who("voters", "group", "citizen", insider=False)),
        ("Critics", Who("critics", "group")),
        ("One woman", Who("one woman", "individual", "citizen", insider=False)),
        ("The Harbour Board", Who("the Harbour Board", "organisation", "government")),
    ],
)
def test_described_or_not_anonymous(words: str, who: Who) -> None:
    assert not findings("anonymous-undescribed", *one(words, who))


def test_a_later_mention_describes_too() -> None:
    text = (
        DENIED % "An official" + " {2s|The official, who works at the harbour,} {2c|said} {2q|so}."
    )
    who = inside("an official")
    assert not findings("anonymous-undescribed", text, {"s1": who}, "s1 s1")


def test_no_reason() -> None:
    (finding,) = findings("anonymous-no-reason", *one("A city hall aide", AIDE))
    assert finding.level == "error"
    assert "a city hall aide" in finding.message


def test_reason_given() -> None:
    text = (
        DENIED % "A city hall aide" + " The aide {g1|asked not to be named for fear of dismissal}."
    )
    afraid = AIDE._replace(
        type="confidential", reason="fear of dismissal", reason_type="retribution"
    )
    assert not findings("anonymous-no-reason", text, {"s1": afraid}, "s1")
    silent = AIDE._replace(type="confidential")
    assert findings("anonymous-no-reason", text, {"s1": silent}, "s1")


@pytest.mark.parametrize(
    "who",
    [
        Who("critics", "group", insider=False),
        Who("a group of voters", "group", "citizen", insider=False),
        Who("a spokeswoman for the port", "role", "business"),
        Who("the port's doctor", "role", "expert"),
        Who("the judge", "role", "justice", insider=True),
        Who("a passer-by", "individual", "citizen", insider=False),
        Who("an official", "individual", "government"),
        Who("polls", "unidentified", "expert"),
    ],
)
def test_rules_on_anonymity_look_at_confidential_sources_and_insiders_only(who: Who) -> None:
    audit, _ = draft(*one(who.name.capitalize(), who))
    assert not [f for f in audit.findings if f.rule.startswith("anonymous")]
    withheld = who._replace(type="confidential")
    assert findings("anonymous-no-reason", *one(who.name.capitalize(), withheld))


def test_doing_something_is_not_telling_something() -> None:
    text = "{1s|Aides} {1c|forced} {1q|a change of the plan for the bridge}."
    aides = {"s1": inside("aides", "group")}
    assert not findings("anonymous-no-reason", text, aides, "s1")
    assert findings("anonymous-no-reason", text.replace("forced", "confirmed"), aides, "s1")


def test_polls_are_no_anonymous_sources() -> None:
    polls = {"s1": Who("polls", "unidentified", "expert")}
    audit, _ = draft(POLL, polls, "s1")
    assert not [f for f in audit.findings if f.rule.startswith("anonymous")]


@pytest.mark.parametrize(
    "reason",
    [
        "not authorised to speak publicly",
        "the sensitivity of the issue",
        "to discuss private talks",
    ],
)
def test_stock_reason(reason: str) -> None:
    text = DENIED % "A city hall aide" + " The aide {g1|was not to be named}."
    stock = AIDE._replace(type="confidential", reason=reason, reason_type="sensitive")
    (finding,) = findings("anonymous-stock-reason", text, {"s1": stock}, "s1")
    assert reason in finding.message
    real = stock._replace(reason=f"{reason}, and feared for her job")
    assert not findings("anonymous-stock-reason", text, {"s1": real}, "s1")


def test_no_access() -> None:
    assert findings("anonymous-no-access", *one("A source", SOURCE))
    assert findings(
        "anonymous-no-access",
        *one("A person close to the mayor", inside("a person close to the mayor")),
    )


@pytest.mark.parametrize(
    "words",
    ["A source who was present", "A source who has seen the report", "A source in the room"],
)
def test_access_told(words: str) -> None:
    assert not findings("anonymous-no-access", *one(words, SOURCE))


def test_an_office_tells_how_one_knows() -> None:
    assert not findings("anonymous-no-access", *one("A city hall aide", AIDE))


def test_plural_without_a_number() -> None:
    assert findings("anonymous-plural", *one("Sources", inside("sources", "group")))
    text = DENIED % "Sources" + " {2s|One of the sources} {2c|said} {2q|it was known}."
    sources = {"s1": inside("sources", "group")}
    assert not findings("anonymous-plural", text, sources, "s1 s1")


def test_plural_for_several() -> None:
    several = inside("officials", "group")
    assert not findings("anonymous-plural", *one("Officials", several))
    three = inside("three sources", "group")._replace(count=3)
    assert not findings("anonymous-plural", *one("Three sources", three))


def test_one_member_shown() -> None:
    text = DENIED % "Officials" + " {2s|One of the officials} {2c|said} {2q|it was known}."
    group = inside("officials", "group")
    member = inside("one of the officials")._replace(member_of="s1")
    assert not findings("anonymous-plural", text, {"s1": group, "s2": member}, "s1 s2")
    port = member._replace(name="one port official")
    assert not findings("anonymous-plural", text, {"s1": group, "s2": port}, "s1 s2")


def test_lede() -> None:
    rest = "\n\nThe road was closed at noon, and the buses went the long way round."
    anonymous = "{1q|The bridge will close for a year}, {1s|a city hall aide} {1c|said}." + rest
    (finding,) = findings("anonymous-lede", anonymous, {"s1": AIDE}, "s1")
    assert finding.spans
    named = "{1q|The bridge will close for a year}, {1s|Mayor Ada Lund} {1c|said}." + rest
    assert not findings("anonymous-lede", named, {"s1": LUND}, "s1")
    voters = "{1q|The bridge should close for a year}, {1s|voters} {1c|said}." + rest
    assert not findings("anonymous-lede", voters, {"s1": Who("voters", "group", "citizen")}, "s1")


def spoken(sources: dict[str, Who], said: str) -> tuple[str, dict[str, Who], str]:
    """An article in which each source in turn says another sentence."""
    lines = [
        f"{{{i}s|{sources[who].name}}} {{{i}c|said}} {{{i}q|the bridge was in state {'x' * i}}}."
        for i, who in enumerate(said.split(), 1)
    ]
    return "\n\n".join([*lines, FILLER]), sources, said


def test_share() -> None:
    sources = {"s1": AIDE, "s2": LUND}
    (finding,) = findings("anonymous-share", *spoken(sources, "s1 s1 s1 s1 s2 s2"))
    assert "4 of 6" in finding.message
    assert "67 %" in finding.message
    assert not findings("anonymous-share", *spoken(sources, "s1 s2 s2 s2 s2 s2"))


def test_share_leaves_voters_and_analysts_out() -> None:
    sources = {"s1": Who("voters", "group", "citizen"), "s2": Who("analysts", "group", "expert")}
    assert not findings("anonymous-share", *spoken(sources, "s1 s1 s1 s2 s2 s2"))


def test_share_leaves_out_who_signed_a_letter() -> None:
    sources = {"s1": inside("lawmakers", "group"), "s2": LUND}
    text, *rest = spoken(sources, "s1 s1 s1 s1 s2 s2")
    assert not findings("anonymous-share", text.replace("said", "said in a letter"), *rest)
    assert findings(
        "anonymous-share",
        text.replace("lawmakers", "aides"),
        {**sources, "s1": inside("aides", "group")},
        rest[1],
    )


def test_no_byline() -> None:
    audit, text = draft(DENIED % "A city hall aide", {"s1": AIDE}, "s1", publisher="The Ledger")
    rule, view = only("anonymous-no-byline"), TextView(text)
    assert check(rule, audit, view, carries=["byline"])
    assert not check(rule, audit, view)
    signed = msgspec.structs.replace(audit.article, author="Ines Okafor")
    assert not check(rule, msgspec.structs.replace(audit, article=signed), view, carries=["byline"])


def test_an_agency_in_the_dateline_is_a_byline() -> None:
    marked = "HAYMARKET, Calif. (AP) — " + DENIED % "A city hall aide"
    audit, text = draft(marked, {"s1": AIDE}, "s1")
    rule, view = only("anonymous-no-byline"), TextView(text)
    assert not check(rule, audit, view, carries=["byline"])


def test_no_byline_is_unknown_where_nothing_is_known() -> None:
    text = DENIED % "A city hall aide"
    assert not findings("anonymous-no-byline", text, {"s1": AIDE}, "s1")
    named = DENIED % "Tom Bray"
    assert not findings("anonymous-no-byline", named, {"s1": BRAY}, "s1", publisher="The Ledger")
