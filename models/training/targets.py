"""From a gold example to what each head of the network should say about its tokens."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray, IntArray
from onrecord.models.config import LinkingConfig
from onrecord.models.labels import CODES, SECTORS, UNNAMED
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

#: What joins the names of several sources in one canonical.
_SEVERAL: Final = re.compile(r",|;|\band\b")
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
    unnamed: int
    insider: int
    earlier: list[int]
    features: FloatArray
    positive: NDArray[np.bool_]
    linked: bool


class Targets(msgspec.Struct, frozen=True):
    """Targets of one article, in tokens. `content_head[i]` is the cue of content unit i or -1.

    `arcs` are (cue unit, source unit or -1 where the source is elided).
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
    placed: list[tuple[ExampleAttribution, int, int, int, bool]] = []
    for role, key in ((Role.CONTENT, "content"), (Role.SOURCE, "source"), (Role.CUE, "cue")):
        for a in example.attributions:
            for piece in getattr(a, key):
                lo, hi = in_tokens(piece)
                if lo < hi:
                    roles[lo:hi] = inside(role)
                    roles[lo] = begin(role)
    # A span that another cut in two starts again after it.
    orphan = (roles > 0) & (roles % 2 == 0)
    orphan[1:] &= (roles[:-1] != roles[1:]) & (roles[:-1] != roles[1:] - 1)
    roles[orphan] -= 1
    for a in example.attributions:
        cue = [p for p in map(in_tokens, a.cue) if p[0] < p[1]]
        content = [p for p in map(in_tokens, a.content) if p[0] < p[1]]
        if not cue and not content:
            continue
        # Content without a cue is its own: its tokens point at its first one.
        head = cue[0][0] if cue else content[0][0]
        for lo, hi in content:
            content_head[lo:hi] = head
        source = [p for p in map(in_tokens, a.source) if p[0] < p[1]]
        if cue:
            arcs.append((head, source[0][0] if source else -1))
        lo, hi = source[0] if source else (head, head)
        placed.append((a, lo, hi, head, False))
    for a in example.nested:
        cue = [p for p in map(in_tokens, a.cue) if p[0] < p[1]]
        source = [p for p in map(in_tokens, a.source) if p[0] < p[1]]
        if cue and source:
            placed.append((a, *source[0], cue[0][0], True))
    placed.sort(key=lambda p: (p[1], p[3]))
    names = _names(example, tokens, in_tokens)
    return Targets(
        roles,
        _name_tags(example, names, n),
        content_head,
        arcs,
        names,
        _mention_targets(placed, names, tokens),
    )


def _name_tags(example: Example, names: Sequence[NameSpan], n: int) -> IntArray:
    if example.names is None:
        return np.full(n, IGNORED, dtype=np.int64)
    tags = np.zeros(n, dtype=np.int64)
    for name in names:
        tags[name.start : name.end] = inside(name.kind)
        tags[name.start] = begin(name.kind)
    return tags


def _names(example: Example, tokens: Tokens, in_tokens: _InTokens) -> list[NameSpan]:
    """Marked names and, so that no coded source lacks its name, every canonical string.

    A canonical name makes one of what marks cut in pieces or joined to a title.
    """
    found: dict[tuple[int, int], NameKind] = {}
    taken = np.zeros(len(tokens) + 1, dtype=bool)
    canonicals = {
        (a.canonical, NameKind.PERSON if a.code == "P" else NameKind.ORGANIZATION)
        for a in (*example.attributions, *example.nested)
        if a.canonical and a.code in ("P", "O") and not _SEVERAL.search(a.canonical)
    }
    marked_kind = {(s, e): NameKind[k] for s, e, k in example.names or ()}
    for canonical, code_kind in sorted(canonicals, key=lambda c: (-len(c[0]), c)):
        if not any(ch.isupper() for ch in canonical):
            continue
        at = example.text.find(canonical)
        while at >= 0:
            lo, hi = in_tokens((at, at + len(canonical)))
            whole = lo < hi and (tokens.spans[lo][0], tokens.spans[hi - 1][1]) == (
                at,
                at + len(canonical),
            )
            if whole and not taken[lo:hi].any():
                found[lo, hi] = marked_kind.get((at, at + len(canonical)), code_kind)
                taken[lo:hi] = True
            at = example.text.find(canonical, at + len(canonical))
    for start, end, marked in example.names or ():
        lo, hi = in_tokens((start, end))
        if lo < hi and not taken[lo:hi].any():
            found[lo, hi] = NameKind[marked]
            taken[lo:hi] = True
    return [
        name_of(tokens.words, lo, hi, kind, tokens.is_quoted(lo))
        for (lo, hi), kind in sorted(found.items())
    ]


def _mention_targets(
    placed: Sequence[tuple[ExampleAttribution, int, int, int, bool]],
    names: list[NameSpan],
    tokens: Tokens,
) -> list[MentionTarget]:
    # What features pairs have doesn't depend on thresholds.
    paragraphs = np.asarray(tokens.paragraph, dtype=np.int64)
    candidates = Candidates(names, paragraphs, LinkingConfig(), tokens=tokens)
    bearers = _bearers(names, [(a, lo, hi) for a, lo, hi, _, _ in placed], tokens)
    mentions: list[Mention] = []
    sources: list[str | None] = []
    outer: list[bool] = []
    targets: list[MentionTarget] = []
    for a, lo, hi, head, is_nested in placed:
        mention = mention_of(tokens.words, lo, hi, head, tokens.is_quoted(lo))
        earlier = [i for i, s in enumerate(sources) if s is not None and (is_nested or outer[i])]
        features = np.concatenate(
            [
                candidates.name_features(mention),
                candidates.mention_features(mention, [mentions[i] for i in earlier]),
            ]
        )
        source = a.canonical if a.code in ("P", "O", "D", "X", "Q") else None
        positive = np.array(
            [source is not None and source in b for b in bearers]
            + [sources[i] == source for i in earlier],
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
                IGNORED if a.unnamed is None else UNNAMED.index(a.unnamed),
                IGNORED if a.insider is None else int(a.insider),
                earlier,
                features,
                positive,
                linked,
            )
        )
        mentions.append(mention)
        sources.append(source)
        outer.append(not is_nested)
    return targets


def _bearers(
    names: Sequence[NameSpan],
    placed: Sequence[tuple[ExampleAttribution, int, int]],
    tokens: Tokens,
) -> list[set[str]]:
    """For each name the canonical names of the sources that it is a name of.

    A name that is equal to a canonical one is its. Part of one ("Trump" for "Melania Trump") is
    that of whom mentions call so, else of the only one of the article's people whom it may mean.
    """
    people: dict[str, set[str]] = {}
    bodies: dict[str, set[str]] = {}
    called: dict[tuple[str, ...], set[str]] = {}
    starts = [n.start for n in names]
    for a, lo, hi in placed:
        if a.canonical is None or a.code not in ("P", "O", "D") or " and " in a.canonical:
            continue
        words = bare_words(TOKEN.findall(a.canonical))
        (people if a.code == "P" else bodies)[a.canonical] = set(words)
        inside = range(bisect_left(starts, lo), bisect_left(starts, hi))
        own = [names[i] for i in inside if names[i].end <= hi]
        if a.code == "P":
            own = [n for n in own if n.kind == NameKind.PERSON and set(n.words) & set(words)]
            if own:
                called.setdefault(own[0].words, set()).add(a.canonical)
        elif len(own) == 1 and bare_words(tokens.words[lo:hi]) == own[0].words:
            called.setdefault(own[0].words, set()).add(a.canonical)
    full = [set(n.words) for n in names if n.kind == NameKind.PERSON and len(n.words) > 1]
    found: list[set[str]] = []
    known: dict[tuple[tuple[str, ...], int], set[str]] = {}
    for n in names:
        key = n.words, n.kind
        if key not in known:
            known[key] = _bearers_of(n, people, bodies, called, full)
        found.append(known[key])
    return found


def _bearers_of(
    name: NameSpan,
    people: dict[str, set[str]],
    bodies: dict[str, set[str]],
    called: dict[tuple[str, ...], set[str]],
    full: Sequence[set[str]],
) -> set[str]:
    words = set(name.words)
    equal = {c for c, w in (people | bodies).items() if w == words}
    if equal:
        return equal
    if name.kind in (NameKind.PERSON, NameKind.MISC):
        if name.words in called and len(called[name.words]) == 1:
            return called[name.words]
        like = {c for c, w in people.items() if words < w or w < words}
        if len(words) == 1:
            # Somebody of that name who is no source, or two who are: nobody can tell by it.
            others = [f for f in full if words < f]
            if any(not any(f <= people[c] or people[c] <= f for c in like) for f in others):
                like = set()
        if len(like) == 1:
            return like
        if like:
            return set()
    if name.words in called and len(called[name.words]) == 1:
        return called[name.words]
    if name.kind != NameKind.PERSON:
        near = {c for c, w in bodies.items() if 2 * len(w & words) > len(w | words)}
        short = {c for c, w in bodies.items() if is_acronym_of(name.words, c)}
        return near | short
    return set()


def is_acronym_of(words: tuple[str, ...], canonical: str) -> bool:
    """Whether one word is made of the capitals of `canonical` ("FBI"; also "F.B.I." in pieces)."""
    capitals = [w[0].lower() for w in TOKEN.findall(canonical) if w[0].isupper()]
    return len(capitals) > 1 and "".join(words) == "".join(capitals)
