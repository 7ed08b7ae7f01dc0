"""Every word of an article is in exactly one bin."""

from onrecord.audit.balance.accounting import account_words, word_kinds
from onrecord.audit.claims.make import make_claims, settle_questions
from onrecord.audit.schema.claim_figures import WordAccounting
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans
from onrecord.models.types import Grant
from tests.audit.said import analysis, said, source, spans_of

TEXT = (
    "By Ines Marsh\n\n"
    "Who will pay? An engineer, who spoke on the condition of anonymity, "
    "said the pier was weak.\n\n"
    "Read more: The storm"
)
GRANT = Grant(
    span=spans_of(TEXT, ["spoke on the condition of anonymity"])[0], reason=None, reason_type=None
)
FOUND = analysis(
    said(TEXT, "the pier was weak", source="An engineer", cue="said", code="X"),
    sources=[source("s1", "an engineer", spans_of(TEXT, ["An engineer"]), GRANT)],
    grants=[GRANT.span],
)


def test_each_word_has_its_kind() -> None:
    view = TextView(TEXT)
    sentences = settle_questions(view, segment(view), FOUND.attributions)
    claims = make_claims(view, sentences, FOUND)
    pieces = (view, sentences, FOUND.attributions, claims, FOUND.sources)
    kinds = [
        (TEXT[start:end], kind)
        for (start, end), kind in zip(word_spans(TEXT), word_kinds(*pieces), strict=True)
    ]
    assert kinds == [
        *((word, "front_or_back") for word in ("By", "Ines", "Marsh")),
        *((word, "question") for word in ("Who", "will", "pay")),
        ("An", "source"),
        ("engineer", "source"),
        ("who", "other"),
        *((word, "grant") for word in ("spoke", "on", "the", "condition", "of", "anonymity")),
        ("said", "cue"),
        *((word, "claim") for word in ("the", "pier", "was", "weak")),
        *((word, "front_or_back") for word in ("Read", "more", "The", "storm")),
    ]
    assert account_words(*pieces) == WordAccounting(
        claims=4, sources=2, cues=1, grants=6, front_or_back=7, questions=3, other=1
    )


def test_a_name_inside_what_another_says_is_part_of_the_claim() -> None:
    text = "Quill said that Roe told her that the pier was weak."
    found = analysis(
        said(text, "that Roe told her that the pier was weak", source="Quill", cue="said"),
        said(text, "that the pier was weak", source="Roe", cue="told", id="a2", parent_id="a1"),
    )
    view = TextView(text)
    sentences = segment(view)
    claims = make_claims(view, sentences, found)
    kinds = word_kinds(view, sentences, found.attributions, claims, [])
    assert kinds == ["source", "cue", *["claim"] * 9]
