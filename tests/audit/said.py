"""Attributions by the words they are about, for texts where those words stand once."""

from collections.abc import Sequence

from onrecord.models.labels import LABEL_OF_CODE, AttributionType, Code
from onrecord.models.types import Analysis, Attribution, Grant, Source, Span

_TYPE_OF_CODE: dict[Code, AttributionType] = {"P": "person", "X": "confidential", "N": "hearsay"}


def spans_of(text: str, pieces: Sequence[str]) -> list[Span]:
    """The span of each piece; it must stand in `text` exactly once."""
    for piece in pieces:
        assert text.count(piece) == 1, f"{piece!r} stands {text.count(piece)} times"
    return [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]


def said(
    text: str,
    *content: str,
    source: str = "",
    cue: str = "",
    code: Code = "P",
    id: str = "a1",
    source_id: str | None = "s1",
    parent_id: str | None = None,
) -> Attribution:
    """An attribution of `content` (its pieces) to the words `source`."""
    return Attribution(
        id=id,
        source=spans_of(text, [source] if source else []),
        cue=spans_of(text, [cue] if cue else []),
        content=spans_of(text, content),
        style="indirect",
        kind="speech",
        code=code,
        label=LABEL_OF_CODE[code],
        type=_TYPE_OF_CODE[code],
        source_id=None if code == "N" else source_id,
        parent_id=parent_id,
    )


def analysis(
    *attributions: Attribution, sources: Sequence[Source] = (), grants: Sequence[Span] = ()
) -> Analysis:
    """An analysis without confidences."""
    return Analysis(
        attributions=list(attributions),
        sources=list(sources),
        grants=[Grant(span=span, reason=None, reason_type=None) for span in grants],
    )


def source(id: str, name: str, mentions: Sequence[Span] = (), grant: Grant | None = None) -> Source:
    """A named person, or with a grant a confidential source."""
    return Source(
        id=id,
        name=name,
        label="anonymous" if grant else "named",
        type="confidential" if grant else "person",
        sector="unknown",
        grant=grant,
        mentions=list(mentions),
    )
