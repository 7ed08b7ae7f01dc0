"""What holds of the audit of any text with any well-formed analysis."""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from unittest.mock import patch

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.assemble import assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.redact import without_text
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.audit.schema.json_schema import audit_schema
from onrecord.models.text.words import TextWords, word_spans
from onrecord.models.types import Analysis, Span
from tests.audit.random_articles import analyses, texts
from tests.audit.said import analysis, said

PEOPLE = ModelInfo(name="people", version="1", runtime="none", signature="0" * 16)
POLICY = load_policy("strict")
SCHEMA = jsonschema.Draft202012Validator(audit_schema())


def audit_of(text: str, found: Analysis, title: str | None = None) -> Audit:
    document = Document(id="pier", text=text, title=title)
    return assemble(document, found, model=PEOPLE, policy=POLICY)


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    text = draw(texts)
    return audit_of(text, draw(analyses(text)))


def lists_of_spans(audit: Audit) -> Iterator[list[Span]]:
    article = audit.article
    yield article.paragraphs
    yield [sentence.span for sentence in article.sentences]
    for attribution in audit.attributions:
        yield from (attribution.source, attribution.cue, attribution.content)
    yield from (claim.spans for claim in audit.claims)
    yield from (finding.spans for finding in audit.findings)


def apart(spans: Iterable[Span]) -> bool:
    ordered = sorted(spans)
    return all(end <= start for (_, end), (start, _) in pairwise(ordered))


@pytest.mark.slow
@given(audits())
@settings(deadline=None, max_examples=50)
def test_the_audit_of_any_article_is_well_formed(audit: Audit) -> None:
    text = audit.article.text
    assert text is not None
    for spans in lists_of_spans(audit):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert apart(spans)
    assert apart(span for claim in audit.claims for span in claim.spans)
    for claim in audit.claims:
        sentence = audit.article.sentences[claim.sentence]
        assert sentence.zone == "body"
        assert claim.paragraph == sentence.paragraph
        assert all(sentence.span[0] <= s and e <= sentence.span[1] for s, e in claim.spans)
        assert word_spans(text, *claim.spans[0])
    assert [claim.id for claim in audit.claims] == [f"c{n + 1}" for n in range(len(audit.claims))]
    starts = [claim.spans[0] for claim in audit.claims]
    assert starts == sorted(starts)
    sources = {source.id for source in audit.sources}
    attributions = {attribution.id for attribution in audit.attributions}
    assert sources >= {a.source_id for a in audit.attributions if a.source_id}
    assert sources >= {source.member_of for source in audit.sources if source.member_of}
    assert attributions >= {a.parent_id for a in audit.attributions if a.parent_id}
    assert attributions >= {c.attribution_id for c in audit.claims if c.attribution_id}


@pytest.mark.slow
@given(audits())
@settings(deadline=None, max_examples=50)
def test_the_kinds_of_words_add_up_to_the_article(audit: Audit) -> None:
    counts = msgspec.structs.asdict(audit.balance.accounting)  # type: ignore[arg-type]
    assert sum(counts.values()) == audit.article.words
    assert counts["claims"] == audit.balance.totals.claim_words


@pytest.mark.slow
@given(audits())
@settings(deadline=None, max_examples=25)
def test_the_json_holds_the_text_and_validates(audit: Audit) -> None:
    written = json.loads(audit.to_json())
    assert written["article"]["text"] == audit.article.text
    SCHEMA.validate(written)
    assert msgspec.json.decode(audit.to_json(), type=Audit) == audit
    SCHEMA.validate(json.loads(without_text(audit).to_json()))


@given(texts)
@settings(deadline=None, max_examples=50)
def test_the_text_is_kept_character_for_character(text: str) -> None:
    audit = audit_of(text, Analysis(attributions=[], sources=[], grants=[]))
    assert audit.article.text == text
    assert audit.article.words == len(word_spans(text))


def test_a_genre_in_the_metadata_is_declared() -> None:
    found = Analysis(attributions=[], sources=[], grants=[])
    genres = []
    for genre in ("opinion", None):
        document = Document(id="pier", text="The pier is weak.", genre=genre)
        article = assemble(document, found, model=PEOPLE, policy=POLICY).article
        genres.append((article.genre, article.genre_from))
    assert genres == [("opinion", "declared"), (None, None)]


def test_the_same_article_gives_the_same_bytes() -> None:
    text = "The pier is weak, Quill said. It was built in the winter of 1911."
    found = analysis(said(text, "The pier is weak", source="Quill", cue="said", source_id=None))
    assert audit_of(text, found).to_json() == audit_of(text, found).to_json()


def test_the_work_on_claims_grows_with_the_article() -> None:
    """Counts the words that the claim rules look up, for ten paragraphs and for a hundred."""

    def looked_up(repeats: int) -> int:
        text, attributions = "", []
        for number in range(repeats):
            line = f"“The pier is weak,” Quill said on day {number:4}. It was cold then.\n"
            found = said(line, "“The pier is weak,”", source="Quill", cue="said")
            moved = {
                role: [(s + len(text), e + len(text)) for s, e in getattr(found, role)]
                for role in ("source", "cue", "content")
            }
            attributions.append(msgspec.structs.replace(found, id=f"a{number}", **moved))
            text += line
        seen = 0
        real = TextWords.inside

        def counted(words: TextWords, span: Span) -> range:
            nonlocal seen
            found = real(words, span)
            seen += len(found)
            return found

        with patch.object(TextWords, "inside", counted):
            assert len(audit_of(text, analysis(*attributions)).claims) == 2 * repeats
        return seen

    assert looked_up(100) <= 10 * looked_up(10)


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "For immediate release:",
        "PRESS RELEASE",
        "EMBARGOED UNTIL 9 a.m. Tuesday, March 3",
    ],
)
def test_a_line_about_the_release_is_no_headline(line: str) -> None:
    headline = "Fosse Marine Opens a New Yard"
    text = f"{line}\n\n{headline}\n\nThe yard in Brackwater has room for nine boats."
    article = audit_of(text, Analysis(attributions=[], sources=[], grants=[])).article
    assert article.title == headline
    assert [sentence.zone for sentence in article.sentences] == ["front", "front", "body"]


@pytest.mark.parametrize("line", ["Press release writers met in Hale.", "Embargoes hurt trade."])
def test_a_sentence_about_releases_stays_in_the_body(line: str) -> None:
    text = f"The yard in Brackwater opened on Monday.\n\n{line}"
    article = audit_of(text, Analysis(attributions=[], sources=[], grants=[])).article
    assert [sentence.zone for sentence in article.sentences] == ["body", "body"]
