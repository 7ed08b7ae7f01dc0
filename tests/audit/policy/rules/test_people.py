"""The rules that people are told: who the named are, and the names of office-holders."""

import pytest

from onrecord.audit.policy import check, load_policy
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import CHIEF, draft, findings, only
from tests.audit.reports.marked import Who

WORDS = (
    "{1q|“They came at night and took the boats away, all of them, and nobody in the whole town "
    "has seen a single one of them since”}"
)


def found(around: str, *, sector: str = "citizen", **metadata: str) -> int:
    who = Who("Vera Moss", "person", sector)  # type: ignore[arg-type]
    return len(findings("unidentified-named", around % WORDS, {"s1": who}, "s1", **metadata))


def test_unidentified() -> None:
    assert found("%s, {1s|Vera Moss} {1c|said}. The mill stood empty that night.") == 1


@pytest.mark.parametrize(
    "around",
    [
        "%s, {1s|Vera Moss}, a nurse, {1c|said}.",
        "%s, {1c|said} {1s|Vera Moss}, who has a boat.",
        "%s, {1c|said} {1s|Vera Moss} of the Boatmen’s Union.",
        "%s, the skipper {1s|Vera Moss} {1c|said}.",
        "%s, Captain {1s|Vera Moss} {1c|said}.",
        "%s, {1c|said} his wife, {1s|Vera Moss}.",
        "%s, {1s|Vera Moss} {1c|said}. Ms Moss is a nurse at the harbour.",
        "%s, {1s|the nurse Vera Moss} {1c|said}.",
        "%s, {1s|Vera Moss} (Labour) {1c|said}.",
    ],
)
def test_identified(around: str) -> None:
    assert found(around) == 0


def test_a_courtesy_title_tells_nothing() -> None:
    assert found("%s, Ms {1s|Vera Moss} {1c|said}.") == 1


def test_left_alone() -> None:
    around = "%s, {1s|Vera Moss} {1c|said}."
    assert found(around, sector="government") == 0
    assert found(around, title="Vera Moss and the missing boats") == 0


def test_one_finding_lists_them_all() -> None:
    marked = (
        f"{WORDS}, {{1s|Vera Moss}} {{1c|said}}.\n\n"
        f"{WORDS.replace('{1q', '{2q').replace('night', 'noon')}, {{2s|Jon Ek}} {{2c|said}}."
    )
    sources = {"s1": Who("Vera Moss", "person"), "s2": Who("Jon Ek", "person")}
    (finding,) = findings("unidentified-named", marked, sources, "s1 s2")
    assert finding.source_ids == ["s1", "s2"]
    assert "“Vera Moss”, “Jon Ek”" in finding.message


ROLE = "{1s|The fire chief} {1c|said} {1q|that the mill had no alarm}. %s"


def test_an_office_holder_without_a_name() -> None:
    spokesman = Who("a spokesman for the mill", "role", "business")
    text = ROLE % "{2s|A spokesman for the mill} {2c|said} {2q|that this was untrue}."
    (finding,) = findings("role-unnamed", text, {"s1": CHIEF, "s2": spokesman}, "s1 s2")
    assert finding.source_ids == ["s1", "s2"]
    assert finding.claim_ids == ["c1", "c2"]
    assert "“the fire chief”, “a spokesman for the mill”" in finding.message


def test_it_is_a_suggestion_by_default_and_never_asks_for_a_reason() -> None:
    audit, text = draft(ROLE % "", {"s1": CHIEF}, "s1")
    (finding,) = check(only("role-unnamed", load_policy("default")), audit, TextView(text))
    assert finding.level == "suggestion"
    assert not [f for f in audit.findings if f.rule.startswith("anonymous")]


@pytest.mark.parametrize(
    "who",
    [
        Who("the fire chief", "confidential", "government"),
        Who("a man in the crowd", "individual", "citizen", insider=False),
        Who("the fire brigade", "organisation", "government"),
        Who("Vera Moss", "person", "government"),
    ],
)
def test_nobody_else_is_asked_for_a_name(who: Who) -> None:
    assert not findings("role-unnamed", ROLE % "", {"s1": who}, "s1")


def test_the_office_holder_whom_the_article_names_elsewhere() -> None:
    moss = Who("Vera Moss", "person", "government", description="the town's fire chief")
    text = ROLE % "{2s|Vera Moss}, the town's fire chief, {2c|called} {2q|it a disgrace}."
    assert not findings("role-unnamed", text, {"s1": CHIEF, "s2": moss}, "s1 s2")
    judge = CHIEF._replace(name="the judge")
    assert findings("role-unnamed", text, {"s1": judge, "s2": moss}, "s1 s2")
    # One spokesman of several may well be another.
    spokesman = CHIEF._replace(name="a fire chief")
    assert findings("role-unnamed", text, {"s1": spokesman, "s2": moss}, "s1 s2")


def test_a_role_that_does_something_and_says_nothing() -> None:
    text = "{1s|The fire chief} {1c|forced} {1q|a change of the plan for the mill}."
    assert not findings("role-unnamed", text, {"s1": CHIEF}, "s1")


def test_a_name_is_no_unnamed_role() -> None:
    marked = "{1s|Lund} {1c|said} {1q|the bridge had been unsafe for years}."
    assert not findings("role-unnamed", marked, {"s1": Who("Lund", "role", "government")}, "s1")
    who = {"s1": Who("Spokesman", "role", "government")}
    assert findings("role-unnamed", marked.replace("Lund", "Spokesman"), who, "s1")


def test_an_office_holder_whose_name_stands_at_a_mention_is_named() -> None:
    marked = "{1s|%s} {1c|said} {1q|the bridge would open}. {2s|The minister} {2c|agreed} {2q|so}."
    who = {"s1": Who("the minister", "role", "government")}
    for named in (
        "Ada Lund, who had stayed",
        "A harbour spokesman, Tom Bray",
        "A statement from Ada Lund, the minister,",
    ):
        assert not findings("role-unnamed", marked % named, who, "s1 s1")
    for unnamed in ("Harbour Minister", "The minister, who had stayed", "A minister, a Liberal"):
        assert findings("role-unnamed", marked % unnamed, who, "s1 s1")


def test_a_first_paragraph_may_leave_the_name_to_a_later_one() -> None:
    marked = (
        "{1q|The mill will open}, {1s|a town spokesman} {1c|said}.%s"
        "{2s|Tom Bray}, a spokesman of the council, {2c|said} {2q|it was safe}."
    )
    bray = Who("Tom Bray", "person", "government", description="a spokesman of the council")
    sources = {"s1": Who("a town spokesman", "role", "government"), "s2": bray}
    assert not findings("role-unnamed", marked % "\n\n", sources, "s1 s2")
    assert findings("role-unnamed", marked % " ", sources, "s1 s2")
    plumber = {**sources, "s2": bray._replace(description="a plumber")}
    other = marked.replace("a spokesman of the council", "a plumber")
    assert findings("role-unnamed", other % "\n\n", plumber, "s1 s2")
