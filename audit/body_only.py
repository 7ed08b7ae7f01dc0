"""Leaving out what a model finds in headlines, bylines and captions."""

from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.audit.spans import overlapping
from onrecord.audit.types import Sentence
from onrecord.models.types import Analysis, Attribution, Source, Span

_AROUND: Final = ("front", "back", "caption")


def body_only(analysis: Analysis, sentences: Sequence[Sentence]) -> Analysis:
    """`analysis` without the attributions that stand wholly in front or back matter or captions.

    They hold no claims, and a byline ("A B reported from C") is no source. Mentions go with
    them, and sources that nothing is left of; what is left keeps its id.
    """
    body = [sentence.span for sentence in sentences if sentence.zone not in _AROUND]
    kept = [one for one in analysis.attributions if _touches(body, one)]
    if len(kept) == len(analysis.attributions):
        return analysis
    ids = {attribution.id for attribution in kept}
    return msgspec.structs.replace(
        analysis,
        attributions=[
            msgspec.structs.replace(one, parent_id=one.parent_id if one.parent_id in ids else None)
            for one in kept
        ],
        sources=_sources(analysis.sources, kept, body),
    )


def _touches(body: Sequence[Span], attribution: Attribution) -> bool:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return any(overlapping(body, span) for span in spans)


def _sources(
    sources: Sequence[Source], kept: Sequence[Attribution], body: Sequence[Span]
) -> list[Source]:
    """The sources of the attributions `kept` and the groups they belong to."""
    groups = {source.id: source.member_of for source in sources}
    wanted: set[str] = set()
    for attribution in kept:
        id = attribution.source_id
        while id is not None and id not in wanted:
            wanted.add(id)
            id = groups.get(id)
    return [
        msgspec.structs.replace(
            source, mentions=[span for span in source.mentions if overlapping(body, span)]
        )
        for source in sources
        if source.id in wanted
    ]
