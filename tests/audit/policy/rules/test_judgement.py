"""The rules that weigh words: off by default, and never more than a suggestion."""

from onrecord.audit.policy import load_policy
from tests.audit.policy.drafts import AIDE, BRAY, LUND, STRICT, findings
from tests.audit.reports.marked import Who

RULES = (
    "anonymous-opinion",
    "anonymous-attack",
    "anonymous-alone",
    "anonymous-also-declined",
    "no-reply",
)
SOURCES = {"s1": AIDE, "s2": LUND, "s3": BRAY}


def test_off_by_default_and_suggestions_in_strict() -> None:
    assert not {rule.id for rule in load_policy("default").rules} & set(RULES)
    assert {rule.level for rule in STRICT.rules if rule.id in RULES} == {"suggestion"}


def test_opinion() -> None:
    marked = "{1q|“I think the whole plan is brilliant,”} {1s|a city hall aide} {1c|said}."
    (finding,) = findings("anonymous-opinion", marked, SOURCES, "s1")
    assert "confidence 0.95" in finding.message
    assert not findings("anonymous-opinion", marked, SOURCES, "s2")
    fact = "{1q|“The plan was signed on Monday,”} {1s|a city hall aide} {1c|said}."
    assert not findings("anonymous-opinion", fact, SOURCES, "s1")


def test_attack() -> None:
    marked = (
        "{1q|Vera Moss is a liar and unfit for the post}, {1s|a city hall aide} {1c|said}. "
        "{2s|Ada Lund} {2c|said} {2q|that Moss would stay}."
    )
    (finding,) = findings("anonymous-attack", marked, SOURCES, "s1 s2")
    assert "Vera Moss" in finding.message
    assert not findings("anonymous-attack", marked, SOURCES, "s2 s2")
    mild = marked.replace("a liar and unfit for", "a nurse and new to")
    assert not findings("anonymous-attack", mild, SOURCES, "s1 s2")


def test_alone() -> None:
    marked = (
        "{1s|A city hall aide} {1c|said} {1q|the contract was signed before the tender}. "
        "{2s|Ada Lund} {2c|said} {2q|%s}."
    )
    apart = marked % "the weather would hold until the weekend"
    assert findings("anonymous-alone", apart, SOURCES, "s1 s2")
    same = marked % "the contract had been signed a week before the tender"
    assert not findings("anonymous-alone", same, SOURCES, "s1 s2")


def test_also_declined() -> None:
    marked = (
        "The Harbour Board declined to comment. "
        "{1s|A Harbour Board official} {1c|said} {1q|the contract was void}."
    )
    board = {"s1": Who("a Harbour Board official", "individual", "government", insider=True)}
    (finding,) = findings("anonymous-also-declined", marked, board, "s1")
    assert "Harbour Board" in finding.message
    other = marked.replace("The Harbour Board declined", "The Mill Trust declined")
    assert not findings("anonymous-also-declined", other, board, "s1")


def test_no_reply() -> None:
    marked = (
        "{1s|Ada Lund} {1c|said} {1q|that Vera Moss had lied to the council}. "
        "Moss has been in charge of the mill for years. "
    )
    (finding,) = findings("no-reply", marked, SOURCES, "s2")
    assert "Vera Moss" in finding.message
    asked = marked + "Moss did not return calls."
    assert not findings("no-reply", asked, SOURCES, "s2")
    heard = marked + "{2s|Vera Moss} {2c|called} {2q|it nonsense}."
    moss = {**SOURCES, "s4": Who("Vera Moss", "person", "business")}
    assert not findings("no-reply", heard, moss, "s2 s4")
    harmless = marked.replace("had lied", "had spoken")
    assert not findings("no-reply", harmless, SOURCES, "s2")
