"""Leaving out what is found in bylines, credits and captions, and for some ends in headlines."""

from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.audit.schema.audit import Audit, Sentence
from onrecord.audit.segment.headlines import headline_spans
from onrecord.models.text.spans import touching
from onrecord.models.types import Analysis, Attribution, Source, Span

_AROUND: Final = ("front", "back", "caption")


def without_credits(text: str, analysis: Analysis, sentences: Sequence[Sentence]) -> Analysis:
    """`analysis` without the attributions that stand wholly around the article.

    A byline ("A B reported from C"), a credit, a dateline, a caption names no source. A headline
    ("Poll: …") may; it holds no claims, but its attributions stay. The mentions of those left
    out go with them, and sources that nothing is left of; what is left keeps its id.
    """
    parts = sorted([*_body(sentences), *headline_spans(text, sentences)])
    kept = _touching(parts, analysis.attributions)
    if len(kept) == len(analysis.attributions):
        return analysis
    attributions, sources = _standing_in(parts, kept, analysis.sources)
    return msgspec.structs.replace(analysis, attributions=attributions, sources=sources)


def body_only(audit: Audit) -> Audit:
    """`audit` without the attributions, mentions and sources that stand in headlines alone."""
    body = _body(audit.article.sentences)
    kept = _touching(body, audit.attributions)
    if len(kept) == len(audit.attributions):
        return audit
    attributions, sources = _standing_in(body, kept, audit.sources)
    return msgspec.structs.replace(audit, attributions=attributions, sources=sources)


def _body(sentences: Sequence[Sentence]) -> list[Span]:
    return [sentence.span for sentence in sentences if sentence.zone not in _AROUND]


def _touching(parts: Sequence[Span], attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that share a character with one of `parts`, which are in text order."""
    found = set(touching([span for one in attributions for span in _spans(one)], parts))
    return [one for one in attributions if not found.isdisjoint(_spans(one))]


def _spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.content, *attribution.source, *attribution.cue)


def _standing_in(
    parts: Sequence[Span], kept: Sequence[Attribution], sources: Sequence[Source]
) -> tuple[list[Attribution], list[Source]]:
    """The attributions `kept`, which alone touch `parts`, and their sources."""
    ids = {attribution.id for attribution in kept}
    orphaned = [
        msgspec.structs.replace(one, parent_id=one.parent_id if one.parent_id in ids else None)
        for one in kept
    ]
    return orphaned, _sources(sources, kept, parts)


def _sources(
    sources: Sequence[Source], kept: Sequence[Attribution], parts: Sequence[Span]
) -> list[Source]:
    """The sources of the attributions `kept` and the groups they belong to."""
    groups = {source.id: source.member_of for source in sources}
    wanted: set[str] = set()
    for attribution in kept:
        id = attribution.source_id
        while id is not None and id not in wanted:
            wanted.add(id)
            id = groups.get(id)
    left = set(touching([span for source in sources for span in source.mentions], parts))
    return [
        msgspec.structs.replace(source, mentions=[m for m in source.mentions if m in left])
        for source in sources
        if source.id in wanted
    ]
