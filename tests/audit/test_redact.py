"""An audit without the words of its article."""

import msgspec

from onrecord.audit.assemble import assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.redact import without_text
from onrecord.audit.schema.audit import Audit, DecisionNote, Decisions, Link, ModelInfo
from onrecord.models.types import Analysis, Grant
from tests.audit.said import said, source, spans_of

REASON = "to discuss zanzibarine matters"
TEXT = (
    f"An umbrageous engineer, who spoke on the condition of anonymity {REASON}, "
    "said the pier was palimpsestic. The quagmire cost 4,000 doubloons in 1911."
)
SECRETS = (
    "umbrageous",
    "zanzibarine",
    "palimpsestic",
    "quagmire",
    "doubloons",
    "Quincunx",
    "Xanthippe",
    "pettifogger",
)


def audit() -> Audit:
    grant = Grant(
        span=spans_of(TEXT, [f"spoke on the condition of anonymity {REASON}"])[0],
        reason=REASON,
        reason_type="sensitive",
    )
    engineer = source(
        "s1", "An umbrageous engineer", spans_of(TEXT, ["An umbrageous engineer"]), grant
    )
    found = Analysis(
        attributions=[
            said(
                TEXT,
                "the pier was palimpsestic",
                source="An umbrageous engineer",
                cue="said",
                code="X",
            )
        ],
        sources=[engineer],
        grants=[grant],
    )
    document = Document(
        id="draft-7",
        text=TEXT,
        title="Quincunx pier",
        byline="By Xanthippe Roe",
        author="Xanthippe Roe",
        url="https://courier.example/quincunx-pier",
        publisher="The Courier",
        links=[Link(span=(0, 2), url="https://pettifogger.example/")],
    )
    people = ModelInfo(name="people", version="1", runtime="none", signature="0" * 16)
    return assemble(document, found, model=people, policy=load_policy("strict"))


def test_no_word_of_the_article_is_left() -> None:
    whole = audit()
    assert whole.findings
    written = without_text(whole).to_json()
    for secret in SECRETS:
        assert secret.lower() in whole.to_json().lower()
        assert secret.lower() not in written.lower()


def test_what_editors_wrote_goes_as_well() -> None:
    whole = audit()
    finding = msgspec.structs.replace(
        whole.findings[0], points=["“palimpsestic”"], waived="the pettifogger agreed"
    )
    note = DecisionNote(
        line=3, decision="label", by="A. Quill", words="the quagmire", message="they are gone"
    )
    settled = Decisions(applied=1, fuzzy=[note], overruled=[note], unmatched=[note])
    bare = without_text(msgspec.structs.replace(whole, findings=[finding], decisions=settled))
    assert (bare.findings[0].points, bare.findings[0].waived) == ([], "")
    left = msgspec.structs.replace(note, words=None)
    assert bare.decisions == Decisions(applied=1, fuzzy=[left], overruled=[left], unmatched=[left])
    for secret in SECRETS:
        assert secret.lower() not in bare.to_json().lower()


def test_what_quotes_nothing_stays() -> None:
    whole = audit()
    bare = without_text(whole)
    assert bare.article.text is None
    assert bare.article.id == "draft-7"
    assert bare.article.publisher == "The Courier"
    assert bare.article.sentences == whole.article.sentences
    assert bare.claims == whole.claims
    assert bare.balance == whole.balance
    assert bare.sources[0].name == "s1"
    assert bare.sources[0].grant is not None
    assert bare.sources[0].grant.reason_type == "sensitive"
    assert [f.rule for f in bare.findings] == [f.rule for f in whole.findings]
    assert all(finding.message for finding in bare.findings)
