"""Unnamed people of whom the rules on anonymous sources ask nothing, and those of whom they do."""

import msgspec
import pytest

from onrecord.audit.policy import check
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import DENIED, LUND, draft, findings, inside, one, only
from tests.audit.reports.marked import Who


def test_another_newsrooms_source_is_its_own_to_describe() -> None:
    text = "{1s|Sources} {1c|told the Post} {1q|the bridge had been unsafe}."
    sources = {"s1": inside("sources", "group")}
    for rule in ("anonymous-plural", "anonymous-undescribed", "anonymous-no-reason"):
        assert not findings(rule, text, sources, "s1")
        assert findings(rule, text.replace("told the Post", "said"), sources, "s1")


def test_nobody_asks_why_who_speaks_in_public_has_no_name() -> None:
    said = "{1s|%s} {1c|said} {1q|the bridge had been unsafe}%s."
    aides = {"s1": inside("city hall aides", "group")}
    assert findings("anonymous-no-reason", said % ("City hall aides", ""), aides, "s1")
    public = said % ("City hall aides", " in a statement")
    assert not findings("anonymous-no-reason", public, aides, "s1")
    for name in ("police", "city officials", "Democrats"):
        group = {"s1": inside(name, "group")}
        assert not findings("anonymous-no-reason", said % (name.capitalize(), ""), group, "s1")
    senior = {"s1": inside("senior officials", "group")}
    assert findings("anonymous-no-reason", said % ("Senior officials", ""), senior, "s1")


@pytest.mark.parametrize("cue", ["shouted", "ordered", "called out"])
def test_what_is_called_out_on_the_spot_was_promised_to_nobody(cue: str) -> None:
    marked = "“{1q|Open the door},” {1s|an aide} {1c|%s}."
    who = {"s1": inside("an aide")}
    assert not findings("anonymous-no-reason", marked % cue, who, "s1")
    assert findings("anonymous-no-reason", marked % "said", who, "s1")


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The suspect", inside("the suspect")),
        ("An officer", inside("an officer")),
        ("The cops", inside("the cops", "group")),
        ("Federal regulators", inside("federal regulators", "group")),
        ("A court in Norland", inside("a court in Norland", "group")),
        ("Who", inside("who", "group")),
        ("Most of the aides", inside("most of the aides", "group")),
        ("High-Speed Rail officials", inside("High-Speed Rail officials", "group")),
        ("A group of employees", inside("a group of employees", "group")),
        ("Health bosses", inside("health bosses", "group")),
        ("Union representatives", inside("union representatives", "group")),
    ],
)
def test_people_in_the_story_and_those_who_speak_for_a_body_were_promised_nothing(
    words: str, who: Who
) -> None:
    assert not findings("anonymous-no-reason", *one(words, who))


@pytest.mark.parametrize("rule", ["anonymous-no-reason", "anonymous-no-access"])
@pytest.mark.parametrize(
    "frame",
    [
        "{1s|An insider} {1c|told} the outlet {1q|the bridge had been unsafe for years}.",
        "The agency, citing {1s|an insider}, {1c|said} {1q|the bridge had been unsafe for years}.",
        "{1q|The bridge was unsafe}, {1c|according to} {1s|an insider} quoted by a daily.",
    ],
)
def test_sources_of_another_newsroom_are_its_own_to_describe(rule: str, frame: str) -> None:
    assert not findings(rule, frame, {"s1": inside("an insider")}, "s1")
    told = DENIED % "An insider"
    assert findings(rule, told, {"s1": inside("an insider")}, "s1")


def test_a_source_that_told_another_newsroom_is_that_ones() -> None:
    marked = "{1s|An insider} {1c|told} the Marrow Bay Herald {1q|the bridge had been unsafe}."
    who = {"s1": inside("an insider")}
    other = {"publisher": "The Northmoor Post"}
    assert not findings("anonymous-no-reason", marked, who, "s1", **other)
    assert findings("anonymous-no-reason", marked, who, "s1", publisher="Marrow Bay Herald")
    ours = marked.replace("the Marrow Bay", "The")
    assert findings("anonymous-no-reason", ours, who, "s1", publisher="Marrow Bay Herald")
    assert findings("anonymous-no-reason", marked, who, "s1")


@pytest.mark.parametrize("name", ["a company insider", "a former manager", "another insider"])
def test_one_who_holds_no_office_is_no_office_holder(name: str) -> None:
    who = Who(name, "role", "business", insider=True)
    assert findings("anonymous-no-reason", *one(name.capitalize(), who))
    assert not findings("role-unnamed", *one(name.capitalize(), who))
    clerk = who._replace(name="a manager")
    assert not findings("anonymous-no-reason", *one("A manager", clerk))
    assert findings("role-unnamed", *one("A manager", clerk))


def test_whoever_appears_in_anothers_words_only_is_that_ones_source() -> None:
    marked = (
        "{1s|Mayor Ada Lund} {1c|said}: “{1q|I was told. }{2s|An insider} {2c|said} "
        "{2q|the bridge had been unsafe}.”"
    )
    sources = {"s1": LUND, "s2": inside("an insider")}
    audit, text = draft(marked, sources, "s1 s2")
    lund, insider = audit.attributions
    whole = msgspec.structs.replace(lund, content=[(lund.content[0][0], len(text) - 1)])
    quoted = msgspec.structs.replace(audit, attributions=[whole, insider])
    for rule in ("anonymous-no-reason", "anonymous-undescribed", "anonymous-no-access"):
        assert not check(only(rule), quoted, TextView(text))
        assert check(only(rule), audit, TextView(text))


def test_what_somebody_wrote_in_a_note_was_told_to_no_reporter() -> None:
    marked = "{1s|One bureau agent} {1c|said} in a handwritten %s {1q|the bridge had been unsafe}."
    who = {"s1": inside("one bureau agent")}
    assert not findings("anonymous-no-reason", marked % "note", who, "s1")
    assert findings("anonymous-no-reason", marked % "hurry", who, "s1")


@pytest.mark.parametrize("words", ["The network’s sources", "Her unnamed source", "his source"])
def test_somebodys_sources_are_not_the_articles(words: str) -> None:
    assert not findings("anonymous-undescribed", *one(words, inside(words)))
    assert findings("anonymous-undescribed", *one("An unnamed source", inside("an unnamed source")))


def test_whoever_only_wrote_something_told_no_reporter() -> None:
    marked = "“{1q|The bridge is unsafe},” {1s|one official} {1c|%s}."
    who = {"s1": inside("one official")}
    for rule in ("anonymous-undescribed", "anonymous-no-reason"):
        assert not findings(rule, marked % "wrote", who, "s1")
        assert findings(rule, marked % "said", who, "s1")


def test_who_is_taken_up_has_been_told_of_before() -> None:
    adviser = inside("the national security adviser")
    assert not findings("anonymous-no-reason", *one("The national security adviser", adviser))
    an_adviser = inside("a national security adviser")
    assert findings("anonymous-no-reason", *one("A national security adviser", an_adviser))
    assert findings("anonymous-no-reason", *one("The source", inside("the source")))
    people = inside("one of the people")
    assert not findings("anonymous-undescribed", *one("One of the people", people))
    assert findings("anonymous-undescribed", *one("One person", inside("one person")))


def test_who_is_quoted_from_a_mail_or_by_another_newsroom_was_promised_nothing() -> None:
    said = "%s {1s|one official} {1c|said}: {1q|the bridge is unsafe}."
    who = {"s1": inside("one official")}
    for frame in ("One email sent from", "Citing"):
        assert not findings("anonymous-no-reason", said % frame, who, "s1")
    assert findings("anonymous-no-reason", said % "In spring,", who, "s1")
    tells = "{1s|An insider} {1c|%s} the Marrow Bay Herald {1q|the bridge had been unsafe}."
    other = {"publisher": "The Northmoor Post"}
    for cue in ("tells", "told"):
        assert not findings(
            "anonymous-no-reason", tells % cue, {"s1": inside("an insider")}, "s1", **other
        )


def test_an_outlet_that_is_a_source_is_known_by_its_name() -> None:
    marked = (
        "{1s|An insider} {1c|told} Gazetka {1q|the bridge had been unsafe}. "
        "{2s|Gazetka} {2c|reported} {2q|that the mayor knew}."
    )
    sources = {"s1": inside("an insider"), "s2": Who("Gazetka", "organisation", "media")}
    other = {"publisher": "The Northmoor Post"}
    assert not findings("anonymous-no-reason", marked, sources, "s1 s2", **other)
    person = {**sources, "s2": LUND._replace(name="Gazetka")}
    assert findings("anonymous-no-reason", marked, person, "s1 s2", **other)


def test_most_of_whom_is_no_source() -> None:
    assert not findings("anonymous-undescribed", *one("Most", inside("most", "group")))
