"""Short ways to write the parts of an audit down."""

import hashlib
import re
from collections.abc import Sequence

from onrecord.audit.balance.compute import compute_balance
from onrecord.audit.schema.audit import Article, Claim, Link, Sentence
from onrecord.audit.schema.balance import Balance
from onrecord.models.labels import LABEL_OF_CODE, NAMED_TYPES, Code, Kind, Sector, SourceType, Style
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans
from onrecord.models.types import Attribution, Grant, Source, Span


def article_of(text: str, *, url: str | None = None, links: Sequence[Link] = ()) -> Article:
    """`text` with a paragraph a line and a sentence a full stop."""
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    sentences = [
        Sentence(span=m.span(), paragraph=i, zone="body")
        for i, (start, end) in enumerate(paragraphs)
        for m in re.compile(r"[^.\s][^.]*\.?").finditer(text, start, end)
    ]
    return Article(
        id="draft",
        url=url,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        words=len(word_spans(text)),
        paragraphs=paragraphs,
        sentences=sentences,
        links=list(links),
    )


def source(
    id: str,
    type: SourceType = "person",
    sector: Sector = "unknown",
    *,
    member_of: str | None = None,
    grant: Grant | None = None,
) -> Source:
    """An entry of the source list."""
    return Source(
        id=id,
        name=id,
        label="named" if type in NAMED_TYPES else "anonymous",
        type=type,
        sector=sector,
        member_of=member_of,
        grant=grant,
        mentions=[],
    )


def balance_of(
    text: str,
    said: Sequence[tuple[str, str, Source | None]],
    sources: Sequence[Source] = (),
    *,
    style: Style = "indirect",
    kind: Kind = "speech",
    confidence: float = 1.0,
    review: Sequence[str] = (),
    url: str | None = None,
    links: Sequence[Link] = (),
) -> Balance:
    """The balance of `text` where `said` lists (words, code, source) and the rest is unsourced.

    Each entry of `said` is a claim of its own; a sentence that holds none of them is an
    unsourced claim.
    """
    article = article_of(text, url=url, links=links)
    attributions, claims = [], []
    for i, (words, code, who) in enumerate(said, 1):
        attribution = _attribution(f"a{i}", _find(text, words), code, who, style, kind)
        attributions.append(attribution)
        claims.append(_claim(article, attribution, confidence))
    taken = [span for claim in claims for span in claim.spans]
    for sentence in article.sentences:
        start, end = sentence.span
        if not any(s < end and start < e for s, e in taken):
            claims.append(_claim(article, None, confidence, sentence.span))
    claims.sort(key=lambda claim: claim.spans)
    numbered = [
        Claim(**{**_fields(claim), "id": f"c{i}", "review": f"c{i}" in review})
        for i, claim in enumerate(claims, 1)
    ]
    return compute_balance(TextView(text), article, attributions, numbered, list(sources))


def _fields(claim: Claim) -> dict[str, object]:
    return {name: getattr(claim, name) for name in Claim.__struct_fields__}


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def _attribution(
    id: str, content: Span, code: str, who: Source | None, style: Style, kind: Kind
) -> Attribution:
    checked: Code = code  # type: ignore[assignment]
    return Attribution(
        id=id,
        source=[],
        cue=[],
        content=[content],
        style=style,
        kind=kind,
        code=checked,
        label=LABEL_OF_CODE[checked],
        type=who.type if who else "hearsay",
        source_id=who.id if who else None,
    )


def _claim(
    article: Article, attribution: Attribution | None, confidence: float, span: Span | None = None
) -> Claim:
    where = span or (attribution.content[0] if attribution else (0, 0))
    number = next(
        i
        for i, sentence in enumerate(article.sentences)
        if sentence.span[0] < where[1] and where[0] < sentence.span[1]
    )
    return Claim(
        id="c",
        spans=[where],
        sentence=number,
        paragraph=article.sentences[number].paragraph,
        label=attribution.label if attribution else "unsourced",
        type=attribution.type if attribution else None,
        style=attribution.style if attribution else None,
        confidence=confidence,
        attribution_id=attribution.id if attribution else None,
        source_id=attribution.source_id if attribution else None,
    )
