"""The article cut into pieces that carry one marking each."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from onrecord.audit.schema.audit import Audit, Claim, Sentence, Zone
from onrecord.models.types import Span

Role: TypeAlias = Literal["source", "cue", "grant"]


class Anchor(NamedTuple):
    """Where a passage of a finding starts: index of the finding, index of its passage."""

    finding: int
    passage: int


class Run(NamedTuple):
    """Text with the same markings throughout; `span` are offsets into the article's text.

    role: what the words do in an attribution, where they are in no claim. findings: indices
    of the findings whose passages cover the run. anchors: the passages that start with it.
    """

    span: Span
    role: Role | None
    findings: tuple[int, ...]
    anchors: tuple[Anchor, ...]


class Piece(NamedTuple):
    """Neighbouring runs of one claim, or (claim None) of what is in no claim.

    first, last: whether it is the first and the last piece of its claim.
    """

    claim: Claim | None
    first: bool
    last: bool
    runs: list[Run]


class MarkedParagraph(NamedTuple):
    """A paragraph in pieces. number: counted from 1. zone: body where its sentences differ."""

    number: int
    span: Span
    zone: Zone
    pieces: list[Piece]


class _Layers(NamedTuple):
    """Markings of each stretch between two neighbouring cuts."""

    cuts: list[int]
    claims: list[Claim | None]
    roles: list[Role | None]
    findings: list[list[int]]
    anchors: list[list[Anchor]]


def mark(audit: Audit) -> list[MarkedParagraph]:
    """The paragraphs of the audited article, cut wherever a marking starts or ends.

    Reads spans alone, so it works without the text. The pieces of a paragraph cover it whole,
    in text order.
    """
    layers = _layers(audit)
    starts, ends = _edges(audit.claims)
    zones = _zones(audit.article.sentences, len(audit.article.paragraphs))
    return [
        MarkedParagraph(i + 1, span, zones[i], _pieces(layers, span, starts, ends))
        for i, span in enumerate(audit.article.paragraphs)
    ]


def _layers(audit: Audit) -> _Layers:
    roles: list[tuple[Role, Iterable[Span]]] = []
    # Later ones win: source words say who, which is what a reader looks for.
    roles += [("grant", [s.grant.span]) for s in audit.sources if s.grant is not None]
    roles += [("cue", a.cue) for a in audit.attributions]
    roles += [("source", a.source) for a in audit.attributions]
    cuts = sorted(
        {
            *_ends(audit.article.paragraphs),
            *(at for _, spans in roles for at in _ends(spans)),
            *(at for claim in audit.claims for at in _ends(claim.spans)),
            *(at for finding in audit.findings for at in _ends(finding.spans)),
        }
    )
    size = len(cuts)
    layers = _Layers(cuts, [None] * size, [None] * size, [[] for _ in cuts], [[] for _ in cuts])
    for role, spans in roles:
        for i in _covered(cuts, spans):
            layers.roles[i] = role
    for claim in audit.claims:
        for i in _covered(cuts, claim.spans):
            layers.claims[i] = claim
    for number, finding in enumerate(audit.findings):
        for i in _covered(cuts, finding.spans):
            if number not in layers.findings[i]:
                layers.findings[i].append(number)
        for passage, (start, end) in enumerate(finding.spans):
            if start < end:
                layers.anchors[bisect_left(cuts, start)].append(Anchor(number, passage))
    return layers


def _ends(spans: Iterable[Span]) -> Iterable[int]:
    return (at for span in spans for at in span)


def _covered(cuts: list[int], spans: Iterable[Span]) -> Iterable[int]:
    for start, end in spans:
        yield from range(bisect_left(cuts, start), bisect_left(cuts, end))


def _edges(claims: Sequence[Claim]) -> tuple[dict[str, int], dict[str, int]]:
    """Start of the first and end of the last piece of every claim."""
    starts = {claim.id: min(start for start, _ in claim.spans) for claim in claims}
    ends = {claim.id: max(end for _, end in claim.spans) for claim in claims}
    return starts, ends


def _zones(sentences: Sequence[Sentence], paragraphs: int) -> list[Zone]:
    seen: list[set[Zone]] = [set() for _ in range(paragraphs)]
    for sentence in sentences:
        seen[sentence.paragraph].add(sentence.zone)
    return [zones.pop() if len(zones) == 1 else "body" for zones in seen]


def _pieces(
    layers: _Layers, span: Span, starts: dict[str, int], ends: dict[str, int]
) -> list[Piece]:
    pieces: list[Piece] = []
    for i in _covered(layers.cuts, [span]):
        run = Run(
            (layers.cuts[i], layers.cuts[i + 1]),
            layers.roles[i],
            tuple(layers.findings[i]),
            tuple(layers.anchors[i]),
        )
        claim = layers.claims[i]
        if not pieces or pieces[-1].claim is not claim:
            pieces.append(Piece(claim, False, False, []))
        pieces[-1].runs.append(run)
    return [_placed(piece, starts, ends) for piece in pieces]


def _placed(piece: Piece, starts: dict[str, int], ends: dict[str, int]) -> Piece:
    if piece.claim is None:
        return piece
    start, end = piece.runs[0].span[0], piece.runs[-1].span[1]
    first, last = start == starts[piece.claim.id], end == ends[piece.claim.id]
    return piece._replace(first=first, last=last)
