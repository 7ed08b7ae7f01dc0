"""Who else says what a source says."""

from onrecord.audit.policy.evidence.corroboration import Corroboration
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import AIDE, BRAY, LUND, draft
from tests.audit.reports.marked import Who

OFFICIALS = Who("two officials", "group", "government", insider=True, count=2)
MEMBER = Who("one of the officials", "individual", "government", insider=True, member_of="s3")
SOURCES = {"s1": AIDE, "s2": BRAY, "s3": OFFICIALS, "s4": MEMBER, "s5": LUND}


def borne_out(marked: str, said: str) -> list[bool]:
    """For each attributed claim whether anybody but its source bears it out."""
    keys = {key: SOURCES[key] for key in said.split()}
    audit, text = draft(marked, keys, said)
    reading = Reading(audit, TextView(text))
    others = Corroboration(reading)
    return [
        others.bear_out(claim, reading.by_id[reading.tops[claim.source_id or ""]])
        for claim in reading.attributed
    ]


def test_another_source_with_the_same_words_bears_a_claim_out() -> None:
    marked = (
        "{1s|An aide} {1c|said} {1q|the bridge was closed after inspectors found rust}.\n\n"
        "{2s|Tom Bray} {2c|said} {2q|inspectors had found rust under the bridge}.\n\n"
        "{3s|Ada Lund} {3c|said} {3q|dredging harms oysters}."
    )
    assert borne_out(marked, "s1 s2 s5") == [True, True, False]


def test_two_words_of_five_are_enough_and_one_is_not() -> None:
    start = "{1s|An aide} {1c|said} {1q|inspectors found rust under railings}.\n\n"
    other = "{2s|Tom Bray} {2c|said} {2q|rust spoils %spaint, cars, gates}."
    assert borne_out(start + other % "railings, ", "s1 s2") == [True, False]
    assert borne_out(start + other % "", "s1 s2") == [False, False]


def test_a_source_does_not_bear_itself_out() -> None:
    marked = (
        "{1s|An aide} {1c|said} {1q|inspectors found rust}.\n\n"
        "{2s|The aide} {2c|said} {2q|inspectors found rust}."
    )
    assert borne_out(marked, "s1 s1") == [False, False]


def test_nor_do_the_members_of_a_group() -> None:
    marked = (
        "{1s|Two officials} {1c|said} {1q|inspectors found rust}.\n\n"
        "{2s|One of the officials} {2c|said} {2q|inspectors found rust}."
    )
    assert borne_out(marked, "s3 s4") == [False, False]


def test_a_claim_without_content_has_nothing_to_bear_out() -> None:
    assert borne_out("{1s|An aide} {1c|said} {1q|they would}.", "s1") == [True]
