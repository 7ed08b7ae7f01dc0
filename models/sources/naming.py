"""What a source is called in the source list."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.models.labels import Code
from onrecord.models.lexicon.mention_kinds import trimmed
from onrecord.models.linking.clusters import Cluster, compatible
from onrecord.models.linking.link import Linked
from onrecord.models.network.mention_features import TITLES, NameSpan
from onrecord.models.text.tokens import Tokens
from onrecord.models.types import Span

_LONGEST: Final = 14
_LONGEST_NAME: Final = 7
_CLAUSE: Final = re.compile(r",|\s(?:who|which|that|whose)\s|\s[–—(]")
#: Words that alone tell nobody who is meant.
_POINTING: Final = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "him",
        "her",
        "them",
        "us",
        "one",
        "who",
        "that",
        "which",
        "the",
        "this",
        "his",
        "their",
        "its",
        "those",
        "these",
        "both",
    ]
)
_DETERMINED: Final = re.compile(
    r"\b(?:the|an?|one|two|three|four|five|six|many|several|some|most|few|other|another)\s",
    re.IGNORECASE,
)


def source_name(
    text: str,
    tokens: Tokens,
    linked: Linked,
    cluster: Cluster,
    code: Code,
    mentions: Sequence[Span],
) -> str:
    """The fullest name that the article gives, or the fullest description of an unnamed source.

    A person is called by the name with the most words among its names, without titles; an
    organisation or document by its name where it has one. Where mentions call the source by
    name, names unlike that one are left out. What is left is the longest mention that is no
    pronoun.
    """
    if code in ("P", "O", "D") and cluster.names:
        names = _names_of(linked, cluster, code)
        if cluster.joint:
            first = [max(group, key=lambda n: len(n.words)) for group in names]
            return _joined([_untitled(text, tokens, n) for n in first])
        every = [n for group in names for n in group]
        if code != "P" and not linked.calls(cluster):
            # "The Clinton campaign" is more than the name in it.
            whole = [m for m in (_head_phrase(text[s:e]) for s, e in mentions) if m]
            bodies = [n for n in every if n.kind != 0]
            if whole and not any(len(n.words) > 1 for n in bodies):
                return max(whole, key=len)
            every = bodies or every
        if every:
            fullest = max(every, key=lambda n: (len(n.words), -n.start))
            return _untitled(text, tokens, fullest)
    described = [_description(text, s, e) for s, e in mentions]
    telling = [d for d in described if not set(d.lower().split()) <= _POINTING]
    if telling:
        return max(telling, key=len)
    return described[0] if described else "unnamed speaker"


def _description(text: str, start: int, end: int) -> str:
    """A mention as a description: a long one without its clauses, "who" by what it follows."""
    words = trimmed(_clean(text[start:end]))
    if len(words.split()) > _LONGEST:
        words = _clean(_CLAUSE.split(words, maxsplit=1)[0])
    if words.lower() in ("who", "which"):
        # The phrase that a relative pronoun follows, back to its article or number.
        before = re.split(r"[.!?;:,\n]\s*", text[max(0, start - 100) : start].rstrip(", "))[-1]
        openings = [m.start() for m in _DETERMINED.finditer(before)]
        if openings and len(before[openings[-1] :].split()) <= _LONGEST_NAME:
            return _clean(before[openings[-1] :])
    return words


def _names_of(linked: Linked, cluster: Cluster, code: Code) -> list[list[NameSpan]]:
    """The cluster's names by group, people's only for a person where there are any."""
    groups = [linked.names[g] for g in _groups_of(linked, cluster, code)]
    if code == "P":
        people = [[n for n in group if n.kind == 0] for group in groups]
        groups = [group for group in people if group] or groups
    return groups


def _groups_of(linked: Linked, cluster: Cluster, code: Code) -> list[int]:
    """The cluster's groups of names like the one by which most mentions call it, if any do.

    A body may also be called by what a mention has of a name ("the Clinton campaign").
    """
    if cluster.joint:
        return cluster.names
    own = _commonest(linked.calls(cluster))
    inside = _commonest(g for i in cluster.mentions for g in linked.inside[i] if code != "P")
    for groups, called in (([*cluster.names, *own], own), (cluster.names, inside)):
        words = [linked.names[c][0].words for c in called]
        like = [g for g in groups if any(compatible(linked.names[g][0].words, w) for w in words)]
        if like:
            return list(dict.fromkeys(like))
    return cluster.names


def _commonest(groups: Iterable[int]) -> list[int]:
    return [group for group, _ in Counter(groups).most_common(1)]


def _head_phrase(mention: str) -> str | None:
    """A mention up to its first comma or relative clause, if that is short and holds a name."""
    phrase = _clean(_CLAUSE.split(mention, maxsplit=1)[0])
    words = phrase.split()
    # The first word may be a capital for beginning its sentence ("The report").
    first = words[:1] if words and words[0].lower() not in _POINTING else []
    named = any(w[0].isupper() for w in [*first, *words[1:]])
    telling = not set(phrase.lower().split()) <= _POINTING
    return phrase if named and telling and len(words) <= _LONGEST_NAME else None


def _untitled(text: str, tokens: Tokens, name: NameSpan) -> str:
    start, end = name.start, name.end
    while end - start > 1 and (
        tokens.words[start].lower() in TITLES or not tokens.words[start][0].isalnum()
    ):
        start += 1
    whole = _clean(text[tokens.spans[start][0] : tokens.spans[end - 1][1]])
    return whole.removesuffix("’s").removesuffix("'s")


def _clean(words: str) -> str:
    return " ".join(words.split())


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
