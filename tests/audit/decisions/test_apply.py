"""What each kind of decision does to an analysis, and what is said of it."""

import msgspec
import pytest

from onrecord.audit.decisions.types import (
    AddAttribution,
    Join,
    NoClaim,
    SetLabel,
    SetSource,
    SetSpeaker,
    Split,
)
from tests.audit.decisions.made import made
from tests.audit.decisions.pier import (
    ANALYSIS,
    GRANT,
    TEXT,
    called,
    differs,
    on,
    said,
    settle,
    span_of,
    words_of,
)

AS_IT_WAS = {
    "the pier is unsafe": ("person", "Ada Pell"),
    "it must close in May": ("person", "Ada Pell"),
    "the books were lost": ("individual", "A clerk"),
    "“the rent was paid”": ("individual", "Another clerk"),
    "the pier was sold twice": ("hearsay", None),
}
FERRY = "The ferry has crossed the bay every day since 1911"
PELL, CLERK, OTHER = ANALYSIS.sources


def test_without_decisions_all_stays_as_it_was() -> None:
    done = settle()
    assert done.analysis == ANALYSIS
    assert done.settled == ([], [], [], frozenset())
    assert done.outcome().applied == 0


def test_what_one_of_several_claims_of_a_source_is_becomes_a_source_of_its_own() -> None:
    done = settle(SetLabel(on=on("the pier is unsafe"), label="anonymous", **made()))
    assert said(done) == AS_IT_WAS | {"the pier is unsafe": ("individual", "unnamed speaker")}
    assert done.outcome().applied == 1
    new = called(done, "unnamed speaker")
    assert (new.sector, new.description, new.decided) == ("government", None, True)
    assert new.mentions == [span_of("Mayor Ada Pell")]
    assert differs(called(done, "Ada Pell"), PELL) == {"mentions": [span_of("She")]}
    (one, *rest) = done.analysis.attributions
    assert (one.code, one.label, one.confidence, one.id) == ("X", "anonymous", 1.0, "a1")
    assert rest == ANALYSIS.attributions[1:]
    assert done.settled.attributions == {"a1"}
    assert [TEXT[s:e] for s, e in done.settled.decided] == ["the pier is unsafe"]


def test_the_only_claims_of_a_source_change_the_source() -> None:
    done = settle(SetLabel(on=on("“the rent was paid”"), label="named", **made()))
    assert said(done) == AS_IT_WAS | {"“the rent was paid”": ("person", "Another clerk")}
    assert differs(called(done, "Another clerk"), OTHER) == {
        "label": "named",
        "type": "person",
        "grant": None,
        "insider": None,
        "decided": True,
    }


@pytest.mark.parametrize(
    ("before", "label", "after"),
    [
        ("group", "named", "people"),
        ("unidentified", "named", "document"),
        ("role", "named", "person"),
        ("people", "anonymous", "group"),
        ("document", "anonymous", "unidentified"),
        ("organisation", "anonymous", "individual"),
    ],
)
def test_the_other_label_is_that_of_the_type_which_comes_closest(
    before: str, label: str, after: str
) -> None:
    first = SetSource(on=on("A clerk"), type=before, **made(0))  # type: ignore[arg-type]
    second = SetLabel(on=on("the books were lost"), label=label, **made(1))  # type: ignore[arg-type]
    done = settle(first, second)
    assert said(done)["the books were lost"] == (after, "A clerk")
    assert [note.message for note in done.outcome().overruled] == ["a later decision overrides it"]


def test_a_label_that_is_right_is_confirmed() -> None:
    done = settle(SetLabel(on=on("the pier is unsafe"), label="named", **made()))
    assert said(done) == AS_IT_WAS
    assert done.settled.attributions == {"a1"}
    assert done.analysis.attributions[0].confidence == 1.0
    assert done.analysis.sources == ANALYSIS.sources


def test_a_claim_without_a_source_loses_its_attribution() -> None:
    done = settle(SetLabel(on=on("the books were lost"), label="unsourced", **made()))
    assert said(done) == {k: v for k, v in AS_IT_WAS.items() if k != "the books were lost"}
    assert done.analysis.sources == [PELL, OTHER]
    assert done.settled.voiced == done.settled.decided == [span_of("the books were lost")]
    assert done.settled.silent == []


def test_words_without_a_source_become_hearsay() -> None:
    done = settle(SetLabel(on=on(FERRY), label="anonymous", **made()))
    assert said(done) == AS_IT_WAS | {f"{FERRY}.": ("hearsay", None)}
    (new,) = (one for one in done.analysis.attributions if one.id == "a6")
    assert (new.code, new.label, new.style, new.kind) == ("N", "anonymous", "indirect", "speech")
    assert (new.source, new.cue, new.source_id) == ([], [], None)


def test_words_without_a_source_can_not_be_named() -> None:
    done = settle(SetLabel(on=on(FERRY), label="named", **made()))
    assert said(done) == AS_IT_WAS
    (note,) = done.outcome().unmatched
    assert note.message == "these words have no source to name; decide their speaker instead"
    assert (note.line, note.decision, note.by) == (None, "label", "Nora Whitlock")
    assert note.words == FERRY


def test_a_label_holds_for_all_claims_of_a_passage() -> None:
    passage = TEXT[TEXT.index("A clerk said") : TEXT.index("The ferry")].strip()
    done = settle(SetLabel(on=on(passage), label="named", **made()))
    assert said(done) == AS_IT_WAS | {
        "the books were lost": ("person", "A clerk"),
        "“the rent was paid”": ("person", "Another clerk"),
    }
    assert done.settled.attributions == {"a3", "a4"}


@pytest.mark.parametrize("name", ["Ada Pell", " ada   PELL "])
def test_a_speaker_of_the_list_is_found_by_name(name: str) -> None:
    done = settle(SetSpeaker(on=on(FERRY), name=name, **made()))
    assert said(done) == AS_IT_WAS | {f"{FERRY}.": ("person", "Ada Pell")}
    assert called(done, "Ada Pell") == PELL


def test_a_speaker_of_the_list_can_be_told_to_be_another() -> None:
    decision = SetSpeaker(on=on(FERRY), name="a clerk", type="role", sector="media", **made())
    done = settle(decision)
    assert said(done) == AS_IT_WAS | {
        f"{FERRY}.": ("role", "A clerk"),
        "the books were lost": ("role", "A clerk"),
    }
    assert differs(called(done, "A clerk"), CLERK) == {
        "type": "role",
        "sector": "media",
        "decided": True,
    }


@pytest.mark.parametrize(
    ("type", "sector", "found"),
    [
        (None, None, ("person", "unknown", "named")),
        ("group", "citizen", ("group", "citizen", "anonymous")),
        ("document", None, ("document", "unknown", "named")),
    ],
)
def test_a_new_speaker_joins_the_list(type: str, sector: str, found: tuple[str, str, str]) -> None:
    decision = SetSpeaker(on=on(FERRY), name="Ole Marr", type=type, sector=sector, **made())  # type: ignore[arg-type]
    done = settle(decision)
    new = called(done, "Ole Marr")
    assert (new.type, new.sector, new.label) == found
    assert (new.id, new.decided, new.mentions) == ("s4", True, [])
    assert said(done)[f"{FERRY}."] == (found[0], "Ole Marr")


def test_a_claim_goes_to_whoever_other_words_mention() -> None:
    decision = SetSpeaker(
        on=on("the pier is unsafe"),
        mention=on("Another clerk"),
        name="Ole Marr",
        type="person",
        sector="advocacy",
        **made(),
    )
    done = settle(decision)
    assert said(done) == AS_IT_WAS | {
        "the pier is unsafe": ("person", "Ole Marr"),
        "“the rent was paid”": ("person", "Ole Marr"),
    }
    assert called(done, "Ole Marr").sector == "advocacy"
    assert called(done, "Ole Marr").mentions == [
        span_of("Mayor Ada Pell"),
        span_of("Another clerk"),
    ]
    assert called(done, "Ada Pell").mentions == [span_of("She")]


def test_part_of_a_claim_can_be_anothers() -> None:
    decision = AddAttribution(content=[on("close in May")], name="Ole Marr", **made())
    done = settle(decision)
    assert said(done) == {k: v for k, v in AS_IT_WAS.items() if "May" not in k} | {
        "it must": ("person", "Ada Pell"),
        "close in May": ("person", "Ole Marr"),
    }
    assert done.settled.attributions == {"a6"}
    assert [one.id for one in done.analysis.attributions] == ["a1", "a2", "a6", "a3", "a4", "a5"]


def test_sources_are_joined_under_the_name_of_the_first_named_one() -> None:
    done = settle(Join(sources=[on("A clerk"), on("Mayor Ada Pell")], **made()))
    assert said(done) == AS_IT_WAS | {"the books were lost": ("person", "Ada Pell")}
    assert differs(called(done, "Ada Pell"), PELL) == {
        "mentions": [span_of("Mayor Ada Pell"), span_of("She"), span_of("A clerk")],
        "decided": True,
    }
    assert done.analysis.sources[1:] == [OTHER]
    assert done.settled.attributions == {"a3"}
    assert done.outcome().applied == 1


def test_joined_unnamed_sources_share_what_is_known_of_them() -> None:
    decision = Join(sources=[on("A clerk"), on("Another clerk")], name="the clerks", **made())
    done = settle(decision)
    assert differs(called(done, "the clerks"), CLERK) == {
        "name": "the clerks",
        "sector": "business",
        "grant": GRANT,
        "description": "clerk",
        "mentions": [span_of("A clerk"), span_of("Another clerk")],
        "decided": True,
    }


def test_a_source_that_has_been_joined_is_still_found_by_its_words() -> None:
    first = Join(sources=[on("A clerk"), on("Another clerk")], **made(0))
    second = SetSource(on=on("Another clerk"), name="Ole Marr", type="person", **made(1))
    done = settle(first, second)
    assert done.outcome().applied == 2
    assert said(done)["the books were lost"] == ("person", "Ole Marr")


def test_a_mention_that_is_split_off_is_a_source_called_so() -> None:
    done = settle(Split(mentions=[on("She")], **made()))
    assert said(done) == AS_IT_WAS | {"it must close in May": ("person", "She")}
    assert differs(called(done, "She"), PELL) == {
        "id": "s4",
        "name": "She",
        "mentions": [span_of("She")],
        "decided": True,
    }
    assert called(done, "Ada Pell").mentions == [span_of("Mayor Ada Pell")]


def test_a_mention_is_split_off_as_it_is_told_to_be() -> None:
    decision = Split(
        mentions=[on("Another clerk")], name="the aides", type="group", sector="expert", **made()
    )
    done = settle(decision)
    assert said(done)["“the rent was paid”"] == ("group", "the aides")
    new = called(done, "the aides")
    assert (new.sector, new.grant, new.insider, new.description) == ("expert", GRANT, True, "clerk")
    assert [one.id for one in done.analysis.sources] == ["s1", "s2", "s4"]


def test_a_source_is_as_an_editor_says() -> None:
    done = settle(SetSource(on=on("She"), name="A. Pell", sector="citizen", **made()))
    assert differs(done.analysis.sources[0], PELL) == {
        "name": "A. Pell",
        "sector": "citizen",
        "decided": True,
    }
    assert done.analysis.attributions == ANALYSIS.attributions


def test_words_that_make_no_claim_take_their_source_and_cue_along() -> None:
    done = settle(NoClaim(on=on("the books were lost"), **made()))
    assert said(done) == {k: v for k, v in AS_IT_WAS.items() if "books" not in k}
    assert done.settled.silent == [span_of("A clerk said the books were lost")]
    assert done.settled.decided == [span_of("the books were lost")]
    assert done.outcome().applied == 1


def test_words_of_a_claim_that_make_none_leave_the_rest() -> None:
    done = settle(NoClaim(on=on("in May"), **made()))
    assert said(done)["it must close"] == ("person", "Ada Pell")
    assert done.settled.silent == [span_of("in May")]


def test_an_attribution_is_added_with_its_source_and_cue() -> None:
    decision = AddAttribution(
        content=[on("The ferry has crossed the bay"), on("since 1911")],
        source=on("many"),
        cue=on("disagree"),
        **made(),
    )
    done = settle(decision)
    assert done.outcome().applied == 1
    (new,) = (one for one in done.analysis.attributions if one.id == "a6")
    assert words_of(new.content) == "The ferry has crossed the bay … since 1911"
    assert (new.source, new.cue) == ([span_of("many")], [span_of("disagree")])
    assert (new.type, new.code, new.confidence) == ("individual", "X", 1.0)
    entry = called(done, "many")
    assert (entry.type, entry.sector, entry.mentions) == (
        "individual",
        "unknown",
        [span_of("many")],
    )


def test_a_source_that_is_added_is_as_an_editor_says() -> None:
    told = AddAttribution(
        content=[on(FERRY)], source=on("many"), type="group", sector="citizen", **made()
    )
    entry = called(settle(told), "many")
    assert (entry.type, entry.sector, entry.label) == ("group", "citizen", "anonymous")


def test_claims_of_a_source_whose_type_is_settled_are_decided() -> None:
    done = settle(SetSource(on=on("She"), type="organisation", **made()))
    assert done.settled.attributions == {"a1", "a2"}
    assert {one.code for one in done.analysis.attributions if one.source_id == "s1"} == {"O"}


def test_an_attribution_to_words_that_mention_a_source_is_that_sources() -> None:
    decision = AddAttribution(
        content=[on(FERRY)], source=on("Mayor Ada Pell"), sector="citizen", **made()
    )
    done = settle(decision)
    assert said(done)[FERRY] == ("person", "Ada Pell")
    assert called(done, "Ada Pell").sector == "citizen"
    assert [one.source_id for one in done.analysis.attributions if one.id == "a6"] == ["s1"]


def test_an_added_attribution_to_nobody_is_hearsay() -> None:
    done = settle(AddAttribution(content=[on(FERRY)], **made()))
    assert said(done)[FERRY] == ("hearsay", None)
    assert done.outcome().applied == 1


def test_a_name_goes_before_the_words_of_a_source() -> None:
    decision = AddAttribution(
        content=[on(FERRY)], source=on("many"), name="Ole Marr", type="people", **made()
    )
    done = settle(decision)
    assert said(done)[FERRY] == ("people", "Ole Marr")
    assert called(done, "Ole Marr").mentions == [span_of("many")]


def test_an_attribution_needs_words_besides_its_source() -> None:
    done = settle(AddAttribution(content=[on("many")], source=on("many disagree"), **made()))
    (note,) = done.outcome().unmatched
    assert note.message == "its content has no words besides the source and cue"
    assert said(done) == AS_IT_WAS


def test_a_mended_source_stays_when_its_group_is_joined_to_it() -> None:
    member = msgspec.structs.replace(OTHER, member_of="s2")
    analysis = msgspec.structs.replace(ANALYSIS, sources=[PELL, CLERK, member])
    done = settle(Join(sources=[on("Another clerk"), on("A clerk")], **made()), analysis=analysis)
    assert called(done, "Another clerk").member_of is None
    done = settle(Join(sources=[on("She"), on("A clerk")], **made()), analysis=analysis)
    assert called(done, "Another clerk").member_of == "s1"


def test_a_join_makes_no_circle_of_groups() -> None:
    pell = msgspec.structs.replace(PELL, member_of="s2")
    clerk = msgspec.structs.replace(CLERK, member_of="s3")
    analysis = msgspec.structs.replace(ANALYSIS, sources=[pell, clerk, OTHER])
    done = settle(Join(sources=[on("She"), on("Another clerk")], **made()), analysis=analysis)
    assert called(done, "Ada Pell").member_of is None
    assert called(done, "A clerk").member_of == "s1"


def test_a_group_without_claims_stays_while_it_has_members() -> None:
    member = msgspec.structs.replace(OTHER, member_of="s2")
    analysis = msgspec.structs.replace(ANALYSIS, sources=[PELL, CLERK, member])
    lost = NoClaim(on=on("the books were lost"), **made(0))
    assert called(settle(lost, analysis=analysis), "A clerk").mentions == []
    also = NoClaim(on=on("“the rent was paid”"), **made(1))
    assert settle(lost, also, analysis=analysis).analysis.sources == [PELL]
