"""The four claim rules, one by one."""

from onrecord.audit.claims.make import make_claims, settle_questions
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


def test_content_that_cuts_a_word_leaves_the_word_out() -> None:
    text = "The weakened pier closed, Quill said."
    cut = said(text, "ened pier closed", source="Quill", cue="said")
    assert spans_of(text, ["ened pier closed"]) == cut.content
    assert [pieces(text, claim) for claim in claims_of(text, analysis(cut))] == [["pier closed"]]
