"""Findings that an editor reads as one."""

from onrecord.audit.policy import check, load_policy
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import LUND, SOURCE, STRICT, draft
from tests.audit.policy.rules.test_anonymity import spoken
from tests.audit.reports.marked import Who

ADVISER = Who("a senior adviser", "individual", "government", insider=True)
OTHER = Who("another senior adviser", "individual", "government", insider=True)


def test_what_one_source_lacks_is_one_finding() -> None:
    marked = "{1s|A source} {1c|said} {1q|the bridge had been unsafe for years}."
    audit, text = draft(marked, {"s1": SOURCE}, "s1")
    about = [one for one in check(STRICT, audit, TextView(text)) if one.source_ids == ["s1"]]
    (one,) = [one for one in about if one.rule == "anonymous-undescribed"]
    assert one.level == "error"
    assert {point.rpartition(" [")[2] for point in one.points} >= {
        "anonymous-no-reason]",
        "anonymous-no-access]",
    }
    assert one.count == 1 + len(one.points)
    assert "NPR Ethics Handbook" in one.standards
    assert len(one.standards) == len(set(one.standards))


def test_sources_of_one_kind_are_joined_and_named() -> None:
    marked = (
        "{1s|A senior adviser} {1c|said} {1q|the bridge had been unsafe}.\n\n"
        "{2s|Another senior adviser} {2c|said} {2q|the mayor knew}."
    )
    audit, text = draft(marked, {"s1": ADVISER, "s2": OTHER}, "s1 s2")
    default = check(load_policy("default"), audit, TextView(text))
    (one,) = [one for one in default if one.rule == "anonymous-no-reason"]
    assert one.source_ids == ["s1", "s2"]
    assert one.count == 2
    assert "The same goes for “another senior adviser”." in one.message


def test_a_repeated_wording_is_one_finding_with_its_places() -> None:
    marked = (
        "The mayor {1c|reportedly} {1q|left the town on Monday}.\n\n"
        "The clerk {2c|reportedly} {2q|stayed behind}."
    )
    audit, text = draft(marked, {}, "- -")
    (one,) = [one for one in check(STRICT, audit, TextView(text)) if one.rule == "hearsay"]
    assert [text[start:end] for start, end in one.spans] == ["reportedly", "reportedly"]
    assert one.count == 2
    assert one.message.endswith("It occurs 2 times.")


def test_claims_from_several_newsrooms_are_one_finding() -> None:
    marked = (
        "{1s|The Marrow Bay Ledger} {1c|reported} that {1q|the mill owes wages}.\n\n"
        "{2s|The Northmoor Herald} {2c|reported} that {2q|the mill is to close}."
    )
    outlets = {
        "s1": Who("The Marrow Bay Ledger", "organisation", "media"),
        "s2": Who("The Northmoor Herald", "organisation", "media"),
    }
    audit, text = draft(marked, outlets, "s1 s2")
    (one,) = [one for one in check(STRICT, audit, TextView(text)) if one.rule == "second-hand"]
    assert one.source_ids == ["s1", "s2"]
    assert one.message.endswith("The same goes for “The Northmoor Herald”.")


def test_sources_of_which_nothing_is_said_are_of_one_kind() -> None:
    marked = (
        "{1s|Two people} {1c|said} {1q|the bridge had been unsafe}.\n\n"
        "{2s|A source} {2c|said} {2q|the mayor knew}."
    )
    who = {"s1": Who("two people", "group", insider=True, count=2), "s2": SOURCE}
    audit, text = draft(marked, who, "s1 s2")
    found = check(load_policy("default"), audit, TextView(text))
    (one,) = [one for one in found if one.rule == "anonymous-undescribed"]
    assert one.source_ids == ["s1", "s2"]


def test_one_source_alone_is_one_finding() -> None:
    audit, text = draft(*spoken({"s1": LUND}, "s1 s1 s1 s1 s1 s1"))
    found = check(STRICT, audit, TextView(text))
    (one,) = [one for one in found if one.rule == "single-source"]
    assert [point.rpartition(" ")[2] for point in one.points] == ["[few-named]"]
