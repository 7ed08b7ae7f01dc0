"""What is said of decisions: overruled, unmatched, on words that have changed."""

import msgspec
import pytest

from onrecord.audit.decisions.apply import Applying, quotes_of
from onrecord.audit.decisions.load import as_file
from onrecord.audit.decisions.types import (
    AddAttribution,
    Decision,
    Join,
    NoClaim,
    Quote,
    SetLabel,
    SetSource,
    SetSpeaker,
    Split,
    Waive,
)
from onrecord.models.text.view import TextView
from tests.audit.decisions.made import made
from tests.audit.decisions.pier import ANALYSIS, TEXT, on, sentences, settle

FERRY = "The ferry has crossed the bay every day since 1911"
NO_BODY = "these words are in a headline, byline, caption or the like"


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (NoClaim(on=on("Pier to close"), **made()), NO_BODY),
        (SetLabel(on=on("Pier to close"), label="named", **made()), NO_BODY),
        (
            SetSpeaker(on=on("Another clerk"), name="Ole Marr", **made()),
            "these words only name the speaker",
        ),
        (SetSource(on=on("the bay"), name="x", **made()), "no source is mentioned there"),
        (Join(sources=[on("the bay"), on("She")], **made()), "no source is mentioned there"),
        (Split(mentions=[on("the bay")], **made()), "no source is mentioned there"),
        (
            SetSource(on=on("A clerk said the books were lost. Another clerk"), name="x", **made()),
            "several sources are mentioned there",
        ),
        (
            NoClaim(on=Quote(exact="a boat that nobody has ever seen"), **made()),
            "these words are no longer in the text",
        ),
        (
            NoClaim(on=Quote(exact="the pier"), **made()),
            "these words occur 2 times with the same text around them",
        ),
    ],
)
def test_what_fits_nothing_is_listed_and_changes_nothing(decision: Decision, message: str) -> None:
    done = settle(decision)
    assert [note.message for note in done.outcome().unmatched] == [message]
    assert done.outcome().applied == 0
    assert done.analysis == ANALYSIS


CONTRADICTED: list[tuple[Decision, Decision]] = [
    (
        SetLabel(on=on("the books were lost"), label="unsourced", **made(0)),
        SetLabel(on=on("the books were lost"), label="anonymous", **made(1)),
    ),
    (
        SetSpeaker(on=on(FERRY), name="Ole Marr", **made(0)),
        SetSpeaker(on=on(FERRY), name="Ada Pell", **made(1)),
    ),
    (
        SetSpeaker(on=on(FERRY), mention=on("A clerk"), type="role", **made(0)),
        SetSource(on=on("A clerk"), type="group", **made(1)),
    ),
    (
        SetSpeaker(on=on(FERRY), name="Ada Pell", sector="media", **made(0)),
        SetSource(on=on("She"), sector="expert", **made(1)),
    ),
    (
        Join(sources=[on("A clerk"), on("Another clerk")], **made(0)),
        Split(mentions=[on("Another clerk")], **made(1)),
    ),
    (
        Join(sources=[on("A clerk"), on("Another clerk")], name="clerks", **made(0)),
        SetSource(on=on("A clerk"), name="aides", **made(1)),
    ),
    (
        Split(mentions=[on("She")], **made(0)),
        Join(sources=[on("She"), on("Mayor Ada Pell")], **made(1)),
    ),
    (
        Split(mentions=[on("She")], name="Ole Marr", **made(0)),
        SetSource(on=on("She"), name="Ada Pell", **made(1)),
    ),
    (
        Split(mentions=[on("She")], sector="media", **made(0)),
        SetSource(on=on("She"), sector="expert", **made(1)),
    ),
    (
        Split(mentions=[on("She")], type="people", **made(0)),
        SetSource(on=on("She"), type="role", **made(1)),
    ),
    (
        AddAttribution(content=[on(FERRY)], name="Ole Marr", sector="media", **made(0)),
        SetSpeaker(on=on("the pier is unsafe"), name="Ole Marr", sector="expert", **made(1)),
    ),
    (
        Split(mentions=[on("She")], **made(0)),
        SetSpeaker(on=on("it must close in May"), name="Ole Marr", **made(1)),
    ),
    (
        SetSource(on=on("She"), name="A. Pell", **made(0)),
        SetSource(on=on("She"), name="Mrs. Pell", **made(1)),
    ),
    (
        NoClaim(on=on(FERRY), **made(0)),
        SetSpeaker(on=on(FERRY), name="Ada Pell", **made(1)),
    ),
    (
        NoClaim(on=on(FERRY), **made(0)),
        SetLabel(on=on(FERRY), label="unsourced", **made(1)),
    ),
    (
        AddAttribution(content=[on(FERRY)], name="Ole Marr", **made(0)),
        SetLabel(on=on(FERRY), label="unsourced", **made(1)),
    ),
    (
        AddAttribution(content=[on(FERRY)], **made(0)),
        SetSpeaker(on=on(FERRY), name="Ada Pell", **made(1)),
    ),
    (
        AddAttribution(content=[on(FERRY)], name="Ole Marr", **made(0)),
        SetSpeaker(on=on(FERRY), name="Ada Pell", **made(1)),
    ),
    (
        AddAttribution(content=[on(FERRY)], name="Ole Marr", type="person", **made(0)),
        SetSpeaker(on=on("the pier is unsafe"), name="Ole Marr", type="document", **made(1)),
    ),
]


@pytest.mark.parametrize("pair", CONTRADICTED)
def test_of_two_that_contradict_each_other_the_later_stands(
    pair: tuple[Decision, Decision],
) -> None:
    done = settle(*pair, lines=[8, 9])
    outcome = done.outcome()
    assert [(n.line, n.message) for n in outcome.overruled] == [
        (8, "a later decision overrides it")
    ]
    assert (outcome.applied, outcome.unmatched, outcome.fuzzy) == (1, [], [])


COMPATIBLE: list[tuple[Decision, Decision]] = [
    (
        SetSpeaker(on=on(FERRY), name="Ole Marr", **made(0)),
        SetSource(on=on("She"), name="A. Pell", **made(1)),
    ),
    (
        Join(sources=[on("A clerk"), on("Another clerk")], **made(0)),
        Join(sources=[on("She"), on("A clerk")], **made(1)),
    ),
    (
        SetSpeaker(on=on(FERRY), mention=on("A clerk"), **made(0)),
        Join(sources=[on("She"), on("A clerk")], **made(1)),
    ),
    (
        Split(mentions=[on("She")], **made(0)),
        NoClaim(on=on("it must close in May"), **made(1)),
    ),
    (
        AddAttribution(content=[on(FERRY)], source=on("A clerk"), **made(0)),
        Join(sources=[on("She"), on("A clerk")], **made(1)),
    ),
    (
        NoClaim(on=on("in May"), **made(0)),
        SetLabel(on=on("The ferry"), label="anonymous", **made(1)),
    ),
]


@pytest.mark.parametrize("pair", COMPATIBLE)
def test_of_two_that_go_together_both_are_applied(pair: tuple[Decision, Decision]) -> None:
    outcome = settle(*pair).outcome()
    assert (outcome.applied, outcome.unmatched, outcome.overruled) == (2, [], [])


def test_decisions_on_words_that_have_changed_are_marked() -> None:
    reworded = Quote(exact="The ferry has crossed the bay each day since 1911")
    moved = Quote(exact="it must close in May", prefix="a town that is gone ", suffix=" again")
    fine = SetSource(on=on("A clerk"), type="role", **made(2))
    done = settle(
        NoClaim(on=reworded, **made(0)), NoClaim(on=moved, **made(1)), fine, lines=[7, 3, 5]
    )
    outcome = done.outcome()
    assert outcome.applied == 2
    assert [(n.line, n.words, n.decision) for n in outcome.fuzzy] == [
        (7, "The ferry has crossed the bay each day since 1911", "no-claim")
    ]
    assert outcome.fuzzy[0].message == "the words or the text around them have changed since"
    assert [n.line for n in outcome.unmatched] == [3]


def test_notes_come_in_the_order_of_the_file_and_show_part_of_long_words() -> None:
    long = "x" * 50 + " \n " + "y" * 50
    gone = NoClaim(on=Quote(exact=long), **made(0))
    short = NoClaim(on=Quote(exact="z" * 80), **made(1))
    both = Join(sources=[Quote(exact="z z z z"), Quote(exact="y y y y")], **made(2))
    outcome = settle(gone, short, both, lines=[9, 4, 6]).outcome()
    assert [note.line for note in outcome.unmatched] == [4, 6, 9]
    assert [note.words for note in outcome.unmatched] == [
        "z" * 80,
        "z z z z … y y y y",
        "x" * 50 + " " + "y" * 28 + "…",
    ]


def test_lines_that_are_no_decisions_are_listed() -> None:
    file = msgspec.structs.replace(as_file([]), faults=[(3, "it is not a decision"), (5, "nor it")])
    notes = Applying(TextView(TEXT), sentences(), ANALYSIS, file).outcome().unreadable
    assert [(one.line, one.decision, one.by, one.words, one.message) for one in notes] == [
        (3, None, None, None, "it is not a decision"),
        (5, None, None, None, "nor it"),
    ]


def test_what_a_decision_quotes() -> None:
    one, two, three = Quote(exact="a"), Quote(exact="b"), Quote(exact="c")
    assert quotes_of(SetLabel(on=one, label="named", **made())) == [one]
    assert quotes_of(SetSource(on=one, name="x", **made())) == [one]
    assert quotes_of(NoClaim(on=one, **made())) == [one]
    assert quotes_of(SetSpeaker(on=one, name="x", **made())) == [one]
    assert quotes_of(SetSpeaker(on=one, mention=two, **made())) == [one, two]
    assert quotes_of(Join(sources=[one, two], **made())) == [one, two]
    assert quotes_of(Split(mentions=[one], **made())) == [one]
    added = AddAttribution(content=[one], source=two, cue=three, **made())
    assert quotes_of(added) == [one, two, three]
    assert quotes_of(AddAttribution(content=[one], cue=three, **made())) == [one, three]
    assert quotes_of(Waive(rule="x", reason="y", on=[two], **made())) == [two]
