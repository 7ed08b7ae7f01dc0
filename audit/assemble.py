"""From an article and what was found in it to its audit; no model is needed here."""

import hashlib
from typing import Final

import msgspec

from onrecord.audit.balance.compute import compute_balance
from onrecord.audit.claims.body_only import without_credits
from onrecord.audit.claims.contributions import with_contributions
from onrecord.audit.claims.make import make_claims, settle_questions
from onrecord.audit.claims.review import mark_for_review
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.check import check
from onrecord.audit.policy.types import Policy
from onrecord.audit.schema.audit import Article, Audit, ModelInfo, PolicyRef
from onrecord.audit.segment.front_lines import headline_spans
from onrecord.audit.segment.segmentation import Segmentation, segment
from onrecord.models.errors import OnRecordError
from onrecord.models.text.word_index import text_words
from onrecord.models.types import Analysis

NO_ANALYSIS: Final = Analysis(attributions=[], sources=[], grants=[])


def assemble(document: Document, analysis: Analysis, *, model: ModelInfo, policy: Policy) -> Audit:
    """The audit of `document`, given what was found in its text.

    Args:
        document: the article; its title and author help to tell front and back matter.
        analysis: attributions, sources and grants, with offsets into ``document.text``, by a
            model or by people (`onrecord.eval.gold.analysis.analysis_of`). Those that stand
            wholly in bylines, credits or captions are left out (`without_credits`).
        model: what stands behind `analysis`.
        policy: the rules that findings come from.

    Raises:
        OnRecordError: the text can't be written as UTF-8.
    """
    text = document.text
    parts = segment(text, title=document.title, author=document.author)
    sentences = settle_questions(text, parts.sentences, analysis.attributions)
    article = _article(document, parts._replace(sentences=sentences))
    found = without_credits(text, analysis, sentences)
    attributions = found.attributions
    claims = mark_for_review(make_claims(text, sentences, found, parts.quotations))
    sources = with_contributions(text, found.sources, claims, parts.quotations, parts.paragraphs)
    balance = compute_balance(text, article, attributions, claims, sources)
    audit = Audit(
        article=article,
        attributions=attributions,
        claims=claims,
        sources=sources,
        balance=balance,
        policy=PolicyRef(name=policy.name, sha256=policy.sha256),
        findings=[],
        model=model,
    )
    return msgspec.structs.replace(audit, findings=check(policy, audit, text))


def text_hash(text: str) -> str:
    """SHA-256 of `text` in UTF-8, as a hexadecimal string.

    Raises:
        OnRecordError: `text` holds half a surrogate pair, which UTF-8 can't write.
    """
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise OnRecordError(
            f"The text can't be written as UTF-8 (at character {error.start}); decode it anew."
        ) from error


def _headline(text: str, parts: Segmentation) -> str | None:
    """The headline that the text itself begins with, None where it begins otherwise."""
    first = [s for s in headline_spans(text, parts.sentences) if s[0] < parts.paragraphs[0][1]]
    return " ".join(text[first[0][0] : first[-1][1]].split()) if first else None


def _article(document: Document, parts: Segmentation) -> Article:
    metadata = msgspec.structs.asdict(document.metadata())
    metadata["genre_from"] = "declared" if document.genre else None
    metadata["title"] = document.title or _headline(document.text, parts)
    return Article(
        **metadata,
        id=document.id,
        text=document.text,
        sha256=text_hash(document.text),
        words=len(text_words(document.text)),
        paragraphs=parts.paragraphs,
        sentences=parts.sentences,
        links=document.links,
    )
