"""What a source is called in the source list."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.models.config import NamingConfig
from onrecord.models.labels import Code
from onrecord.models.lexicon.mention_kinds import trimmed
from onrecord.models.linking.clusters import Cluster
from onrecord.models.linking.link import Linked
from onrecord.models.network.mention_features import TITLES, NameSpan
from onrecord.models.text.tokens import Tokens
from onrecord.models.types import Span

_CLAUSE: Final = re.compile(r",|\s(?:who|which|that|whose)(?:\s|$)|\s[–—(]")
_JOINTS: Final = frozenset({"of", "from", "by", "in", "on", "for", "with", "at", "about", "to"})
#: What tells of a document only that it is new.
_NEWS: Final = frozenset({"new", "newly", "recent", "latest", "first", "same", "earlier"})
#: What follows what a document is called: when and how it came out.
_ISSUED: Final = re.compile(
    r"\s(?:conducted|released|published|issued|obtained|posted|taken|out|dated|completed|filed|"
    r"announced|authored|this|last|on|earlier|late)\s.*"
)
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


class Spellings:
    """What the bearers of names are called, by the groups of their names.

    Args:
        text: the text.
        tokens: its tokens.
        names: the names of each group.
    """

    def __init__(self, text: str, tokens: Tokens, names: Sequence[Sequence[NameSpan]]) -> None:
        self._text, self._tokens, self._names = text, tokens, names
        # Many sources may have a name in common ("Ann Vale and Bo Marsh", "Ann Vale and …").
        self._known: dict[int, str] = {}

    def fullest(self, group: int) -> str:
        """The name of a group with the most words that are no initials, the commonest of those."""
        known = self._known.get(group)
        if known is None:
            known = self._known[group] = _fullest(self._text, self._tokens, self._names[group])
        return known


def source_name(
    text: str,
    spellings: Spellings,
    linked: Linked,
    cluster: Cluster,
    code: Code,
    mentions: Sequence[Span],
    config: NamingConfig,
) -> str:
    """The fullest name that the article gives, or the fullest description of an unnamed source.

    A person is called by the fullest of its names, without titles; an organisation by its name
    where it has one, else by the words that say which it is ("the Clinton campaign"); a document
    by what it is and whose ("a Quinnipiac poll"). What is left is the longest mention that is no
    pronoun.
    """
    if cluster.joint and cluster.names and code in ("P", "O", "D"):
        return _joined([spellings.fullest(g) for g in cluster.names])
    own = _commonest(linked.calls(cluster))
    if code == "P":
        # "He and Ann Vale": one who is named is enough.
        inside = [g for i in cluster.mentions for g in linked.inside[i] if linked.people[g]]
        groups = own or [g for g in cluster.names if linked.people[g]] or cluster.names or inside
        if groups:
            best = max(groups, key=lambda g: len(linked.names[g]))
            return spellings.fullest(best)
    phrases = [p for p in (_head_phrase(text[s:e], config) for s, e in mentions) if p]
    if code == "O":
        if own:
            return spellings.fullest(own[0])
        bodies = [g for g in cluster.names if not linked.people[g]]
        heads = [g for i in cluster.mentions if (g := linked.ending[i]) is not None]
        heads = [g for g in heads if not linked.people[g]]
        if heads:
            return spellings.fullest(_commonest(heads)[0])
        within = {g for i in cluster.mentions for g in linked.inside[i]}
        bodies = [] if phrases else [g for g in bodies if g not in within] or bodies
        if bodies:
            best = max(bodies, key=lambda g: len(linked.names[g]))
            return spellings.fullest(best)
        if phrases:
            return _bare(max(phrases, key=len))
    if code == "D":
        telling = phrases or [
            p for p in (_phrase(text[s:e], config) for s, e in mentions) if p and not _points(p)
        ]
        if telling:
            return max((_document(t) for t in telling), key=len)
        if own or cluster.names:
            return spellings.fullest((own or cluster.names)[0])
    described = [_description(text, s, e, config) for s, e in mentions]
    telling = [d for d in described if not _points(d)]
    if telling:
        return max(telling, key=len)
    return described[0] if described else "unnamed speaker"


def _points(words: str) -> bool:
    return set(words.lower().split()) <= _POINTING


def _bare(phrase: str) -> str:
    """A phrase without the article before it and the possessive behind it."""
    words = phrase.split()
    if len(words) > 1 and words[0].lower() in ("a", "an", "the"):
        words = words[1:]
    return " ".join(words).removesuffix("’s").removesuffix("'s").rstrip(".,;:")


def _document(phrase: str) -> str:
    """What a document is and whose: without when it came out, and what sort of one it is."""
    words = _ISSUED.sub("", _bare(phrase)).split()
    named = next((i for i, w in enumerate(words) if w[0].isupper()), None)
    if named and words[-1][0].islower() and _JOINTS.isdisjoint(words[:named]):
        words = words[named:]
    elif named is None and len(words) > 1 and _JOINTS.isdisjoint(words):
        words = words[1:] if words[0][0].isdigit() or words[0] in _NEWS else words
    return " ".join(words)


def _fullest(text: str, tokens: Tokens, names: Sequence[NameSpan]) -> str:
    """The name with the most words that are no initials, the commonest of those, untitled."""
    spelt = [_untitled(text, tokens, n) for n in names]
    counts = Counter(spelt)

    def fullness(name: str) -> tuple[int, bool, int]:
        words = re.findall(r"\w+", name)
        # Initials before a name stand for a given name; those within it add nothing.
        initials = bool(words) and len(words[0]) == 1
        return initials + sum(len(w) > 1 for w in words), not name.isupper(), counts[name]

    return max(dict.fromkeys(spelt), key=fullness)


def _description(text: str, start: int, end: int, config: NamingConfig) -> str:
    """A mention as a description: a long one without its clauses, "who" by what it follows."""
    words = trimmed(_clean(text[start:end]))
    if len(words.split()) > config.description_words:
        words = _clean(_CLAUSE.split(words, maxsplit=1)[0])
    if words.lower() in ("who", "which"):
        # The phrase that a relative pronoun follows, back to its article or number.
        first = max(0, start - config.antecedent_reach)
        before = re.split(r"[.!?;:,\n]\s*", text[first:start].rstrip(", "))[-1]
        openings = [m.start() for m in _DETERMINED.finditer(before)]
        antecedent = before[openings[-1] :] if openings else ""
        if openings and len(antecedent.split()) <= config.antecedent_words:
            return _clean(antecedent)
    return words


def _commonest(groups: Iterable[int]) -> list[int]:
    return [group for group, _ in Counter(groups).most_common(1)]


def _phrase(mention: str, config: NamingConfig) -> str | None:
    """A mention up to its first comma or relative clause, if that is short."""
    phrase = _clean(_CLAUSE.split(mention, maxsplit=1)[0])
    return phrase if phrase and len(phrase.split()) <= config.phrase_words else None


def _head_phrase(mention: str, config: NamingConfig) -> str | None:
    """A mention up to its first comma or relative clause, if that is short and holds a name."""
    phrase = _phrase(mention, config)
    words = phrase.split() if phrase else []
    # The first word may be a capital for beginning its sentence ("The report").
    first = words[:1] if words and words[0].lower() not in _POINTING else []
    named = any(w[0].isupper() for w in [*first, *words[1:]])
    return phrase if named and phrase and not _points(phrase) else None


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
