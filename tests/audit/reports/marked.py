"""Articles written for the tests, with their attributions marked in the text itself.

``{1s|Ana Ruiz}``, ``{1c|said}`` and ``{1q|that it leaks}`` are source, cue and content of
attribution 1, ``{g2|…}`` the words that grant anonymity to source ``s2``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.models.labels import (
    LABEL_OF_CODE,
    Code,
    Kind,
    Label,
    ReasonType,
    Sector,
    SourceType,
    Style,
)
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, Attribution, Grant, Source, Span, WordLabels

#: How sure the made-up model is of words outside all attributions.
UNSURE = 0.94

_MARK = re.compile(r"\{(?:(\d+)([scq])|g(\d+))\|([^{}]*)\}")


class Who(NamedTuple):
    """A source of a marked article, as the source list is to show it."""

    name: str
    type: SourceType
    sector: Sector = "unknown"
    description: str | None = None
    count: int | None = None
    member_of: str | None = None
    insider: bool | None = None
    reason: str | None = None
    reason_type: ReasonType | None = None


class Said(NamedTuple):
    """What cannot be read off the marks of one attribution."""

    source: str | None
    code: Code
    style: Style
    confidence: float = 0.95
    kind: Kind = "speech"


def read_marked(
    marked: str, sources: Mapping[str, Who], said: Sequence[Said]
) -> tuple[str, Analysis]:
    """The plain text, and the analysis that its marks, `sources` and `said` spell out."""
    text, pieces, grants = _strip(marked)
    attributions = [
        _attribution(f"a{i}", pieces.get(i, {}), one, sources) for i, one in enumerate(said, 1)
    ]
    listed = [_source(key, who, attributions, grants.get(key)) for key, who in sources.items()]
    granted = [source.grant for source in listed if source.grant is not None]
    analysis = Analysis(
        attributions=attributions,
        sources=listed,
        grants=granted,
        word_labels=_word_labels(text, attributions),
    )
    return text, analysis


def _word_labels(text: str, attributions: Sequence[Attribution]) -> WordLabels:
    """Label probabilities as sure as the attributions are, and sure of what is in none."""
    spans = word_spans(text)
    sure: dict[Label, list[float]] = {"named": [], "anonymous": []}
    for start, end in spans:
        inside = [a for a in attributions if any(s <= start and end <= e for s, e in a.content)]
        for label, probabilities in sure.items():
            here = [a.confidence for a in inside if a.label == label]
            left = (1 - max((a.confidence for a in inside), default=UNSURE)) / 2
            probabilities.append(max(here, default=left))
    return WordLabels(spans=spans, named=sure["named"], anonymous=sure["anonymous"])


def _strip(marked: str) -> tuple[str, dict[int, dict[str, list[Span]]], dict[str, Span]]:
    text, last = "", 0
    pieces: dict[int, dict[str, list[Span]]] = {}
    grants: dict[str, Span] = {}
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        number, role, grantee, words = match.groups()
        span = (len(text), len(text) + len(words))
        if grantee:
            grants[f"s{grantee}"] = span
        else:
            pieces.setdefault(int(number), {}).setdefault(role, []).append(span)
        text += words
        last = match.end()
    return text + marked[last:], pieces, grants


def _attribution(
    identity: str, roles: dict[str, list[Span]], said: Said, sources: Mapping[str, Who]
) -> Attribution:
    return Attribution(
        id=identity,
        source=roles.get("s", []),
        cue=roles.get("c", []),
        content=roles["q"],
        style=said.style,
        kind=said.kind,
        code=said.code,
        label=LABEL_OF_CODE[said.code],
        type="hearsay" if said.source is None else sources[said.source].type,
        source_id=said.source,
        confidence=said.confidence,
    )


def _source(key: str, who: Who, attributions: list[Attribution], grant: Span | None) -> Source:
    named = who.type in ("person", "people", "organisation", "document")
    mentions = sorted(span for a in attributions if a.source_id == key for span in a.source)
    given = None
    if grant is not None:
        given = Grant(span=grant, reason=who.reason, reason_type=who.reason_type)
    return Source(
        id=key,
        name=who.name,
        label="named" if named else "anonymous",
        type=who.type,
        sector=who.sector,
        insider=who.insider,
        description=who.description,
        count=who.count,
        member_of=who.member_of,
        grant=given,
        mentions=mentions,
    )
