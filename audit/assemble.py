"""From an article and what was found in it to its audit; no model is needed here."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from onrecord.audit.balance.compute import compute_balance
from onrecord.audit.claims.body_only import without_credits
from onrecord.audit.claims.contributions import with_contributions
from onrecord.audit.claims.make import make_claims, settle_questions
from onrecord.audit.claims.review import mark_for_review
from onrecord.audit.claims.settled import UNSETTLED
from onrecord.audit.decisions.types import DecisionFile
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.check import check
from onrecord.audit.policy.types import Policy
from onrecord.audit.schema.audit import Article, Audit, HouseRef, ModelInfo, PolicyRef, Sentence
from onrecord.audit.segment.furniture import is_release_line
from onrecord.audit.segment.headlines import headline_spans
from onrecord.audit.segment.segmentation import segment
from onrecord.audit.segment.tell_genre import tell_genre, warnings_of
from onrecord.models.errors import OnRecordError
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis

if TYPE_CHECKING:
    from onrecord.models.genre_words import GenreWords
    from onrecord.models.tagger import Stages

NO_ANALYSIS: Final = Analysis(attributions=[], sources=[], grants=[])


def assemble(
    document: Document,
    analysis: Analysis,
    *,
    model: ModelInfo,
    policy: Policy,
    view: TextView | None = None,
    stages: "Stages | None" = None,
    decisions: DecisionFile | None = None,
    house: House = NO_HOUSE,
    genre_words: "GenreWords | None" = None,
) -> Audit:
    """The audit of `document`, given what was found in its text.

    Args:
        document: the article; its title and author help to find front and back matter.
        analysis: attributions, sources and grants, with offsets into ``document.text``, by a
            model or by people (`onrecord.eval.gold.analysis.analysis_of`). Those that stand
            wholly in bylines, credits or captions are left out (`without_credits`).
        model: what made `analysis`.
        policy: the rules that findings come from.
        view: the view of ``document.text`` that the analysis was made on, if there is one.
        stages: called when segmentation and when claims and findings begin.
        decisions: what editors have decided about the article; None: nothing.
        house: what the newsroom knows about sources, applied before decisions.
        genre_words: what tells the genre by wording (None: only other signs do).

    Raises:
        OnRecordError: the text can't be written as UTF-8.
    """
    view = TextView(document.text) if view is None else view
    if stages is not None:
        stages("segmenting")
    cut = segment(view, title=document.title, author=document.author)
    if stages is not None:
        stages("claims and findings")
    sentences = settle_questions(view, cut, analysis.attributions)
    found = without_credits(view.text, analysis, sentences)
    if house != NO_HOUSE:
        from onrecord.audit.house.known_sources import with_house

        found = with_house(view.text, found, house)
    applying, settled = None, UNSETTLED
    if decisions is not None:
        from onrecord.audit.decisions.apply import Applying

        applying = Applying(view, sentences, found, decisions)
        found, settled = applying.analysis, applying.settled
        sentences = settle_questions(view, cut, found.attributions, settled)
    article = _article(document, view, sentences, analysis, genre_words)
    attributions = found.attributions
    claims = mark_for_review(make_claims(view, sentences, found, settled))
    sources = with_contributions(view, found.sources, claims)
    balance = compute_balance(view, article, attributions, claims, sources)
    audit = Audit(
        article=article,
        attributions=attributions,
        claims=claims,
        sources=sources,
        balance=balance,
        policy=PolicyRef(name=policy.name, sha256=policy.sha256),
        house=None if house == NO_HOUSE else HouseRef(name=house.file, sha256=house.sha256),
        findings=[],
        model=model,
    )
    findings = check(policy, audit, view, house, document.carries)
    if applying is None:
        return msgspec.structs.replace(audit, findings=findings)
    findings = applying.waive(findings)
    return msgspec.structs.replace(audit, findings=findings, decisions=applying.outcome())


def text_hash(text: str) -> str:
    """SHA-256 of `text` in UTF-8, as a hexadecimal string.

    Raises:
        OnRecordError: `text` holds half a surrogate pair, which UTF-8 can't write.
    """
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise OnRecordError(
            f"The text can't be written as UTF-8 (at character {error.start}); decode it again."
        ) from error


def _headline(view: TextView, sentences: Sequence[Sentence]) -> str | None:
    """The headline that the text itself begins with, None where it begins otherwise.

    A line about the release may stand over it.
    """
    lines = ((start, end, view.text[start:end]) for start, end in view.paragraphs)
    top = next(((start, end) for start, end, line in lines if not is_release_line(line)), (0, 0))
    first = [s for s in headline_spans(view.text, sentences) if top[0] <= s[0] < top[1]]
    return " ".join(view.text[first[0][0] : first[-1][1]].split()) if first else None


def _article(
    document: Document,
    view: TextView,
    sentences: list[Sentence],
    analysis: Analysis,
    genre_words: "GenreWords | None",
) -> Article:
    metadata = msgspec.structs.asdict(document.metadata())
    genre, metadata["genre_from"] = tell_genre(
        document, view, sentences, analysis.attributions, genre_words
    )
    metadata["genre"] = genre
    metadata["warnings"] = [*document.warnings, *warnings_of(genre, len(view.words))]
    metadata["title"] = document.title or _headline(view, sentences)
    return Article(
        **metadata,
        id=document.id,
        text=document.text,
        sha256=text_hash(document.text),
        words=len(view.words),
        paragraphs=view.paragraphs,
        sentences=sentences,
        links=document.links,
    )
