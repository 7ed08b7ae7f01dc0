"""The four claim rules, one by one."""

import msgspec

from onrecord.audit.claims.make import make_claims, settle_questions
from onrecord.audit.claims.settled import Settled
from onrecord.audit.schema.audit import Claim, Sentence
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, WordLabels
from tests.audit.said import analysis, said, spans_of

NOTHING = analysis()


def sentences_of(text: str, found: Analysis = NOTHING) -> list[Sentence]:
    view = TextView(text)
    return settle_questions(view, segment(view), found.attributions)


def claims_of(text: str, found: Analysis = NOTHING) -> list[Claim]:
    return make_claims(TextView(text), sentences_of(text, found), found)


def pieces(text: str, claim: Claim) -> list[str]:
    return [text[start:end] for start, end in claim.spans]


def test_front_and_back_matter_hold_no_claims() -> None:
    text = (
        "Council Votes to Close Old Pier\n\nBRACKWATER — The pier is old and weak, Quill said.\n\n"
        "Ines Marsh and Tom Roe contributed reporting from Harlow."
    )
    found = analysis(
        said(text, "Council Votes to Close Old Pier"),
        said(text, "The pier is old and weak", source="Quill", cue="said", id="a2"),
        said(text, "reporting from Harlow", id="a3"),
    )
    assert [pieces(text, claim) for claim in claims_of(text, found)] == [
        ["The pier is old and weak"]
    ]


def test_a_question_of_the_writers_is_no_claim() -> None:
    assert claims_of("Who will pay for the new pier?") == []


def test_a_question_that_a_source_asks_is_a_claim() -> None:
    text = "Quill asked, who will pay for the new pier?"
    found = analysis(said(text, "who will pay for the new pier?", source="Quill", cue="asked"))
    assert sentences_of(text, found)[0].zone == "body"
    assert [claim.label for claim in claims_of(text, found)] == ["named"]


def test_one_claim_for_each_sentence_that_the_content_touches() -> None:
    text = "“The pier is weak,” Quill said. “It will fall. We must act.”"
    found = analysis(
        said(
            text,
            "“The pier is weak,”",
            "“It will fall. We must act.”",
            source="Quill",
            cue="said",
        )
    )
    claims = claims_of(text, found)
    assert [pieces(text, claim) for claim in claims] == [
        ["“The pier is weak,”"],
        ["“It will fall."],
        ["We must act.”"],
    ]
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]
    assert [claim.sentence for claim in claims] == [0, 1, 2]
    assert {claim.attribution_id for claim in claims} == {"a1"}
    assert {claim.source_id for claim in claims} == {"s1"}
    assert {claim.style for claim in claims} == {"direct"}


def test_a_broken_quotation_is_one_claim_in_pieces() -> None:
    text = "“The pier,” Quill said, “is weak.”"
    found = analysis(said(text, "“The pier,”", "“is weak.”", source="Quill", cue="said"))
    assert [pieces(text, claim) for claim in claims_of(text, found)] == [
        ["“The pier,”", "“is weak.”"]
    ]


def test_style_is_that_of_the_claim() -> None:
    text = "Quill said the pier was “quite weak.” “It will fall.” It was very old."
    found = analysis(said(text, "the pier was “quite weak.” “It will fall.”", source="Quill"))
    assert [claim.style for claim in claims_of(text, found)] == ["mixed", "direct", None]


def test_a_quoted_quotation_is_the_outer_sources() -> None:
    text = "Quill said that Roe told her that the pier was weak."
    outer = said(text, "that Roe told her that the pier was weak", source="Quill", cue="said")
    inner = said(
        text,
        "that the pier was weak",
        source="Roe",
        cue="told",
        id="a2",
        source_id="s2",
        parent_id="a1",
    )
    for found in (analysis(outer, inner), analysis(inner, outer)):
        claims = claims_of(text, found)
        assert [(claim.source_id, pieces(text, claim)) for claim in claims] == [
            ("s1", ["that Roe told her that the pier was weak"])
        ]


def test_an_inner_attribution_has_no_words_even_beyond_the_outer_one() -> None:
    text = "Quill said that the pier was weak and old."
    outer = said(text, "that the pier was weak", source="Quill", cue="said")
    inner = said(text, "was weak and old", id="a2", source_id="s2", parent_id="a1")
    assert [pieces(text, claim) for claim in claims_of(text, analysis(outer, inner))] == [
        ["that the pier was weak"]
    ]


def test_of_contents_that_overlap_the_larger_has_the_words() -> None:
    text = "Quill said that Roe told her that the pier was weak."
    large = said(text, "that Roe told her that the pier was weak", source="Quill", cue="said")
    small = said(text, "that the pier was weak", source="Roe", id="a2", source_id="s2")
    for found in (analysis(large, small), analysis(small, large)):
        assert [claim.source_id for claim in claims_of(text, found)] == ["s1"]


def test_of_contents_of_one_size_the_first_has_the_words() -> None:
    text = "Quill said, and Roe said, that the pier was weak."
    quill = said(text, "that the pier was", source="Quill", id="a1", source_id="s1")
    roe = said(text, "the pier was weak", source="Roe", id="a2", source_id="s2")
    for found, owners in (
        (analysis(quill, roe), [("s1", "that the pier was"), ("s2", "weak")]),
        (analysis(roe, quill), [("s1", "that"), ("s2", "the pier was weak")]),
    ):
        claims = claims_of(text, found)
        assert [(claim.source_id, pieces(text, claim)[0]) for claim in claims] == owners


def test_the_type_of_a_claim_is_its_attributions() -> None:
    text = "The pier is weak, Quill said. The roof is reportedly gone. It was built in 1911."
    found = analysis(
        said(text, "The pier is weak", source="Quill", cue="said"),
        said(text, "The roof is", "gone", cue="reportedly", code="N", id="a2"),
    )
    assert [claim.type for claim in claims_of(text, found)] == ["person", "hearsay", None]


def test_a_sentence_without_attribution_is_one_claim_from_four_words_on() -> None:
    text = "It was over. The old pier closed. Nobody came."
    claims = claims_of(text)
    assert [pieces(text, claim) for claim in claims] == [["The old pier closed."]]
    (claim,) = claims
    assert (claim.label, claim.style, claim.attribution_id, claim.source_id) == (
        "unsourced",
        None,
        None,
        None,
    )


def test_long_runs_beside_an_attribution_are_claims() -> None:
    run = "The pier, built in the winter of 1911 by men from Harlow and Brackwater,"
    text = f"{run} is weak, Quill said."
    found = analysis(said(text, "is weak", source="Quill", cue="said"))
    assert [(claim.label, pieces(text, claim)) for claim in claims_of(text, found)] == [
        ("unsourced", [run[:-1]]),
        ("named", ["is weak"]),
    ]


def test_runs_of_eleven_words_are_not() -> None:
    text = "The pier, built in the winter of 1911 by Harlow men, is weak, Quill said."
    found = analysis(said(text, "is weak", source="Quill", cue="said"))
    assert [claim.label for claim in claims_of(text, found)] == ["named"]


def test_a_sentence_that_only_names_the_speaker_is_no_claim() -> None:
    text = "Then Quill said:\n\n“The pier is weak.”"
    found = analysis(said(text, "“The pier is weak.”", source="Quill", cue="said"))
    assert [pieces(text, claim) for claim in claims_of(text, found)] == [["“The pier is weak.”"]]


def test_a_grant_is_no_claim() -> None:
    grant = "spoke on the condition of anonymity to discuss private talks"
    text = f"Both officials {grant}. The two, who {grant}, run the port of Brackwater."
    second = text.rindex(grant)
    found = analysis(
        grants=[(text.index(grant), text.index(grant) + len(grant)), (second, second + len(grant))]
    )
    assert [pieces(text, claim) for claim in claims_of(text, found)] == [
        ["The two, who", "run the port of Brackwater."]
    ]


def test_confidence_is_the_mean_of_the_words() -> None:
    text = "The pier is weak, Quill said."
    found = analysis(said(text, "The pier is weak", source="Quill", cue="said"))
    words = word_spans(text)
    sure = WordLabels(spans=words, named=[0.9, 0.8, 0.7, 0.854, 0, 0], anonymous=[0.0] * 6)
    graded = Analysis(attributions=found.attributions, sources=[], grants=[], word_labels=sure)
    (claim,) = claims_of(text, graded)
    assert claim.confidence == 0.81
    assert claims_of(text, found)[0].confidence == 1.0


PIER = "Rain fell. Quill said the pier was weak. Will it fall? It was built in 1911."


def settled_claims(settled: Settled) -> list[Claim]:
    """The claims of `PIER`, where Quill's words are graded, with these decisions."""
    found = analysis(said(PIER, "the pier was weak", source="Quill", cue="said"))
    words = word_spans(PIER)
    graded = msgspec.structs.replace(
        found,
        word_labels=WordLabels(
            spans=words, named=[0.75] * len(words), anonymous=[0.125] * len(words)
        ),
    )
    view = TextView(PIER)
    sentences = settle_questions(view, segment(view), graded.attributions, settled)
    return make_claims(view, sentences, graded, settled)


def graded_pieces(settled: Settled) -> list[tuple[str, float, bool]]:
    claims = settled_claims(settled)
    return [(pieces(PIER, one)[0], one.confidence, one.decided) for one in claims]


def test_claims_are_decided_that_have_decided_words() -> None:
    as_they_are = [("the pier was weak", 0.75, False), ("It was built in 1911.", 0.12, False)]
    assert graded_pieces(Settled()) == as_they_are
    assert graded_pieces(Settled(decided=spans_of(PIER, ["weak"]))) == [
        ("the pier was weak", 1.0, True),
        as_they_are[1],
    ]
    assert graded_pieces(Settled(decided=spans_of(PIER, ["Quill said", "It was"]))) == [
        as_they_are[0],
        ("It was built in 1911.", 1.0, True),
    ]
    assert graded_pieces(Settled(attributions=frozenset({"a1"}))) == [
        ("the pier was weak", 1.0, True),
        as_they_are[1],
    ]
    assert graded_pieces(Settled(attributions=frozenset({"a2"}))) == as_they_are


def test_words_that_are_no_claim_by_decision_are_none() -> None:
    silent = Settled(silent=spans_of(PIER, ["It was"]))
    assert [pieces(PIER, one) for one in settled_claims(silent)] == [["the pier was weak"]]
    silent = Settled(silent=spans_of(PIER, ["It"]))
    assert [pieces(PIER, one) for one in settled_claims(silent)] == [
        ["the pier was weak"],
        ["was built in 1911."],
    ]


def test_words_of_the_writers_own_are_claims_however_short_and_in_questions_too() -> None:
    voiced = Settled(voiced=spans_of(PIER, ["Rain fell", "Will it fall"]))
    assert [(one.label, pieces(PIER, one)) for one in settled_claims(voiced)] == [
        ("unsourced", ["Rain fell."]),
        ("named", ["the pier was weak"]),
        ("unsourced", ["Will it fall?"]),
        ("unsourced", ["It was built in 1911."]),
    ]


def test_a_short_run_beside_an_attribution_is_a_claim_by_decision() -> None:
    text = "Rain fell, the pier is weak, Quill said, and left."
    found = analysis(said(text, "the pier is weak", source="Quill", cue="said"))
    view = TextView(text)
    claims = make_claims(view, segment(view), found, Settled(voiced=spans_of(text, ["left"])))
    assert [(one.label, pieces(text, one)) for one in claims] == [
        ("named", ["the pier is weak"]),
        ("unsourced", ["and left."]),
    ]


def test_content_that_cuts_a_word_leaves_the_word_out() -> None:
    text = "The weakened pier closed, Quill said."
    cut = said(text, "ened pier closed", source="Quill", cue="said")
    assert spans_of(text, ["ened pier closed"]) == cut.content
    assert [pieces(text, claim) for claim in claims_of(text, analysis(cut))] == [["pier closed"]]
