"""From a gold example to what each head of the network should say about its tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray, IntArray
from onrecord.models.config import LinkingConfig
from onrecord.models.labels import CODES, SECTORS
from onrecord.models.linking.candidates import Candidates
from onrecord.models.network.mention_features import (
    Mention,
    MentionForm,
    NameSpan,
    bare_words,
    mention_of,
    name_of,
)
from onrecord.models.network.tags import NameKind, Role, begin, inside
from onrecord.models.text.tokens import TOKEN, Tokens
from onrecord.models.text.view import TextView
from onrecord.models.training.examples import Example, ExampleAttribution
from onrecord.models.types import Span

_InTokens: TypeAlias = Callable[[Span], tuple[int, int]]

#: Target that no loss reads, as in PyTorch's cross entropy.
IGNORED = -100


class MentionTarget(msgspec.Struct, frozen=True):
    """A mention, its classes (IGNORED: not coded), and its candidates.

    `names` are indices into the article's names, `earlier` into its mentions; `features`
    has a row for each of both, `positive` marks the right ones. `linked` is false where
    the link teaches nothing.
    """

    mention: Mention
    code: int
    sector: int
    withheld: int
    earlier: list[int]
    features: FloatArray
    positive: NDArray[np.bool_]
    linked: bool


class Targets(msgspec.Struct, frozen=True):
    """Targets of one article, in tokens. `content_head[i]` is the cue of content token i or -1.

    `arcs` are (cue token, source token or -1 where the source is elided).
    """

    roles: IntArray
    names: IntArray
    content_head: IntArray
    arcs: list[tuple[int, int]]
    name_spans: list[NameSpan]
    mentions: list[MentionTarget]


def targets_of(example: Example, tokens: Tokens | None = None) -> Targets:
    """Everything that the losses need to know about `example`."""
    tokens = TextView(example.text).tokens if tokens is None else tokens
    ends = [e for _, e in tokens.spans]
    starts = [s for s, _ in tokens.spans]

    def in_tokens(span: Span) -> tuple[int, int]:
        return bisect_right(ends, span[0]), bisect_left(starts, span[1])

    n = len(tokens)
    roles = np.zeros(n, dtype=np.int64)
    content_head = np.full(n, -1, dtype=np.int64)
    arcs: list[tuple[int, int]] = []
    placed: list[tuple[ExampleAttribution, int, int, int]] = []
    for role, key in ((Role.CONTENT, "content"), (Role.SOURCE, "source"), (Role.CUE, "cue")):
        for a in example.attributions:
            for piece in getattr(a, key):
                lo, hi = in_tokens(piece)
                if lo < hi:
                    roles[lo:hi] = inside(role)
                    roles[lo] = begin(role)
    # A span that another cut in two begins anew after it.
    orphan = (roles > 0) & (roles % 2 == 0)
    orphan[1:] &= (roles[:-1] != roles[1:]) & (roles[:-1] != roles[1:] - 1)
    roles[orphan] -= 1
    for a in example.attributions:
        cue = [p for p in map(in_tokens, a.cue) if p[0] < p[1]]
        if not cue:
            continue
        head = cue[0][0]
        for lo, hi in map(in_tokens, a.content):
            content_head[lo:hi] = head
        source = [p for p in map(in_tokens, a.source) if p[0] < p[1]]
        arcs.append((head, source[0][0] if source else -1))
        lo, hi = source[0] if source else (head, head)
        placed.append((a, lo, hi, head))
    placed.sort(key=lambda p: (p[1], p[3]))
    names = _names(example, tokens, in_tokens)
    return Targets(
        roles,
        _name_tags(example, n, in_tokens),
        content_head,
        arcs,
        names,
        _mention_targets(placed, names, tokens),
    )


def _name_tags(example: Example, n: int, in_tokens: _InTokens) -> IntArray:
    if example.names is None:
        return np.full(n, IGNORED, dtype=np.int64)
    tags = np.zeros(n, dtype=np.int64)
    for start, end, kind in example.names:
        lo, hi = in_tokens((start, end))
        tags[lo:hi] = inside(NameKind[kind])
        tags[lo : lo + 1] = begin(NameKind[kind])
    return tags


def _names(example: Example, tokens: Tokens, in_tokens: _InTokens) -> list[NameSpan]:
    """Marked names and, so that no coded source lacks its name, every canonical string."""
    found: dict[tuple[int, int], NameKind] = {}
    for start, end, marked in example.names or ():
        lo, hi = in_tokens((start, end))
        if lo < hi:
            found[lo, hi] = NameKind[marked]
    taken = np.zeros(len(tokens) + 1, dtype=bool)
    for lo, hi in found:
        taken[lo:hi] = True
    canonicals = {
        (a.canonical, NameKind.PERSON if a.code == "P" else NameKind.ORGANIZATION)
        for a in example.attributions
        if a.canonical and a.code in ("P", "O", "D")
    }
    for canonical, code_kind in sorted(canonicals):
        at = example.text.find(canonical)
        while at >= 0:
            lo, hi = in_tokens((at, at + len(canonical)))
            if lo < hi and not taken[lo:hi].any():
                found[lo, hi] = code_kind
                taken[lo:hi] = True
            at = example.text.find(canonical, at + len(canonical))
    return [
        name_of(tokens.words, lo, hi, kind, tokens.is_quoted(lo))
        for (lo, hi), kind in sorted(found.items())
    ]


def _mention_targets(
    placed: Sequence[tuple[ExampleAttribution, int, int, int]],
    names: list[NameSpan],
    tokens: Tokens,
) -> list[MentionTarget]:
    # What features pairs have doesn't depend on thresholds.
    paragraphs = np.asarray(tokens.paragraph, dtype=np.int64)
    candidates = Candidates(names, paragraphs, LinkingConfig())
    mentions: list[Mention] = []
    sources: list[str | None] = []
    targets: list[MentionTarget] = []
    for a, lo, hi, head in placed:
        mention = mention_of(tokens.words, lo, hi, head, tokens.is_quoted(lo))
        earlier = [i for i, s in enumerate(sources) if s is not None]
        features = np.concatenate(
            [
                candidates.name_features(mention),
                candidates.mention_features(mention, [mentions[i] for i in earlier]),
            ]
        )
        source = a.canonical if a.code in ("P", "O", "D", "X", "Q") else None
        positive = np.array(
            [_is_name_of(n, a) for n in names] + [sources[i] == source for i in earlier],
            dtype=np.bool_,
        )
        names_itself = mention.form == MentionForm.NAME
        linked = source is not None and (
            bool(positive.any()) or a.code in ("X", "Q") or names_itself
        )
        targets.append(
            MentionTarget(
                mention,
                CODES.index(a.code) if a.code else IGNORED,
                SECTORS.index(a.sector) if a.sector else IGNORED,
                IGNORED if a.code not in ("X", "Q") else int(a.withheld),
                earlier,
                features,
                positive,
                linked,
            )
        )
        mentions.append(mention)
        sources.append(source)
    return targets


def _is_name_of(name: NameSpan, a: ExampleAttribution) -> bool:
    if a.canonical is None or a.code not in ("P", "O", "D"):
        return False
    ours, theirs = set(bare_words(TOKEN.findall(a.canonical))), set(name.words)
    if ours == theirs:
        return True
    if a.code == "P":
        return name.kind in (NameKind.PERSON, NameKind.MISC) and (theirs <= ours or ours <= theirs)
    body = name.kind in (NameKind.ORGANIZATION, NameKind.MISC)
    return body and 2 * len(ours & theirs) >= len(ours | theirs)
