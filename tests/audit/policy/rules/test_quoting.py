"""The rules on how quotations are tied to their speakers."""

import msgspec

from onrecord.audit.policy import check
from onrecord.models.text.view import TextView
from tests.audit.policy.drafts import BRAY, LUND, draft, findings, only

SOURCES = {"s1": LUND, "s2": BRAY}
LONG = (
    "{1q|“The bridge was built by my father with his own two hands. It stood for forty years "
    "without a crack in it. Then they drove the lorries over it, and nobody asked us,”} "
)


def test_late_attribution() -> None:
    (finding,) = findings("late-attribution", LONG + "{1s|Tom Bray} {1c|said}.", SOURCES, "s2")
    assert "3 sentences" in finding.message
    assert "Tom Bray" in finding.message


def test_attribution_in_time() -> None:
    early = "{1s|Tom Bray} {1c|said}: " + LONG
    assert not findings("late-attribution", early, SOURCES, "s2")
    short = "{1q|“It leaks. It smells. It creaks,”} {1s|Tom Bray} {1c|said}."
    assert not findings("late-attribution", short, SOURCES, "s2")
    pronoun = LONG + "{1s|he} {1c|said}."
    assert not findings("late-attribution", pronoun, SOURCES, "s2")
    signed = LONG + "— {1s|Tom Bray}"
    assert not findings("late-attribution", signed, SOURCES, "s2")


def test_late_attribution_where_the_speaker_goes_on() -> None:
    marked = "{1s|Tom Bray} {1c|said} {1q|that it leaked}.\n\n" + LONG.replace("{1q", "{2q")
    assert not findings("late-attribution", marked + "{2s|Bray} {2c|said}.", SOURCES, "s2 s2")


def test_late_attribution_of_an_answer() -> None:
    marked = "{1q|Who built it}, {1s|Ada Lund} {1c|asked}.\n\n" + LONG.replace("{1q", "{2q")
    answer = marked + "{2s|Tom Bray} {2c|said}."
    assert not findings("late-attribution", answer, SOURCES, "s1 s2")
    told = answer.replace("asked", "said")
    assert findings("late-attribution", told, SOURCES, "s1 s2")


FIRST = "{1q|“It has to stop,”} {1s|Ada Lund} {1c|said}."
SECOND = "{2q|“We never began,”} {2s|Tom Bray} {2c|said}."


def test_adjacent_speakers() -> None:
    (finding,) = findings("adjacent-speakers", f"{FIRST} {SECOND}", SOURCES, "s1 s2")
    assert "“Tom Bray”, follows a quotation of “Ada Lund”" in finding.message


def test_an_answer_behind_its_question_shows_the_change() -> None:
    asked = f"{FIRST} {SECOND}".replace("said", "asked", 1)
    assert not findings("adjacent-speakers", asked, SOURCES, "s1 s2")


def test_speakers_told_apart() -> None:
    paragraph = f"{FIRST}\n\n{SECOND}"
    assert not findings("adjacent-speakers", paragraph, SOURCES, "s1 s2")
    named = FIRST + " {2s|Tom Bray} {2c|said}, {2q|“We never began.”}"
    assert not findings("adjacent-speakers", named, SOURCES, "s1 s2")
    separated = f"{FIRST} Then the door of the hall flew open. {SECOND}"
    assert not findings("adjacent-speakers", separated, SOURCES, "s1 s2")
    assert not findings("adjacent-speakers", f"{FIRST} {SECOND}", SOURCES, "s1 s1")


def test_a_name_inside_the_quotation_is_no_speaker() -> None:
    audit, text = draft(LONG + "{1s|Tom Bray} {1c|said}.", SOURCES, "s2")
    (one,) = audit.attributions
    father = text.index("my father")
    inside = msgspec.structs.replace(
        one, source=[(father, father + 9)], cue=[(text.index("asked"), text.index("asked") + 5)]
    )
    wrong = msgspec.structs.replace(audit, attributions=[inside])
    assert check(only("late-attribution"), audit, TextView(text))
    assert not check(only("late-attribution"), wrong, TextView(text))
