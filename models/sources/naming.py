"""What a source is called in the source list."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from onrecord.models.config import NamingConfig
from onrecord.models.labels import Code
from onrecord.models.lexicon.dates import MONTHS, WEEKDAYS
from onrecord.models.lexicon.mention_kinds import POINTING, trimmed
from onrecord.models.lexicon.nouns import head_noun
from onrecord.models.lexicon.numerals import CARDINAL
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.linking.clusters import Cluster
from onrecord.models.linking.link import Linked
from onrecord.models.network.mention_features import TITLES, NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Gap, Tokens
from onrecord.models.types import Span

_CLAUSE: Final = re.compile(r",(?!\d)|\s(?:who|which|that|whose)(?:\s|$)|\s[–—(]")
_JOINTS: Final = frozenset({"of", "from", "by", "in", "on", "for", "with", "at", "about", "to"})
#: Words that end what stands behind a name as a part of it.
_CLOSED: Final = (
    _JOINTS
    | {"the", "a", "an", "and", "or", "but", "has", "have", "had", "is", "was", "s", "that", "who"}
    | {"after", "as", "before", "since", "than", "over", "under", "against", "during", "when"}
    | {"while", "which", "into", "via", "through", "between", "among", "without"}
)
#: A body called by what it is and where ("the diocese of Drumore").
_OF_NAME: Final = re.compile(r"(?:[Tt]he )?[a-z]+ of (?:the )?[A-Z]")
#: What tells of a document only that it is new.
_NEWS: Final = frozenset(
    {"new", "newly", "recent", "latest", "first", "same", "earlier"}
    | {"another", "separate", "most", "later", "previous"}
)
#: Who brought out a document ("a report released last year by the Chemical Safety Board").
_AUTHOR: Final = re.compile(
    r"\b(?:by|from)\s+(?:[a-z][\w’'-]*\s+){0,4}"
    r"([A-Z][\w’'.&-]*(?:\s+(?:(?:of|for|and|on|the|in|&)\s+){0,2}[A-Z][\w’'.&-]*)*)"
)
#: What follows what a document is called: when and how it came out.
_ISSUED: Final = re.compile(
    r"\s(?:conducted|released|published|issued|obtained|posted|taken|out|dated|completed|filed|"
    r"announced|authored|compiled|commissioned|available|carried|done|this|last|on|earlier|late)\s.*"
)
#: It tells one edition of a document from the next ("the 2016 party platform").
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
#: What a body is called, the second time.
_BODIES: Final = word_list("nouns.bodies_taken_up")
#: The end of a sentence behind a word that is no abbreviation.
_STOP: Final = re.compile(r"\b([a-z]{4,})[.,;:]$")
_APOSTROPHES: Final = ("'", "’")
#: What may stand before a name with a capital without being of it.
_DATES: Final = frozenset({*WEEKDAYS, *MONTHS})
_DETERMINED: Final = re.compile(
    rf"\b(?:the|an?|one|{CARDINAL}|many|several|some|most|few|other|another)\s",
    re.IGNORECASE,
)
#: At the end of who or what owns something ("the officials’", "the church's").
_POSSESSIVE: Final = re.compile(r"(?<=s)['’]$|['’]s$")


class Spellings:
    """What the bearers of names are called, by the groups of their names.

    Args:
        text: the text.
        tokens: its tokens.
        names: the names of each group.
    """

    def __init__(self, text: str, tokens: Tokens, names: Sequence[Sequence[NameSpan]]) -> None:
        self._text, self._tokens, self._names = text, tokens, names
        self._begins = {name.end: name.start for group in names for name in group}
        # Many sources may have a name in common ("Ann Vale and Bo Marsh", "Ann Vale and …").
        self._known: dict[int, str] = {}

    def fullest(self, group: int) -> str:
        """The name of a group with the most words that are not initials, the commonest of those."""
        known = self._known.get(group)
        if known is None:
            spelt = [
                _untitled(self._text, self._tokens, n.start, n.end) for n in self._names[group]
            ]
            known = self._known[group] = _fullest(spelt)
        return known

    def within(self, group: int, mentions: Sequence[Span]) -> str:
        """The name of a body as `mentions` have it, with whose it is; else its fullest.

        ("Russia's Investigative Committee", "the Democratic National Convention")
        """
        plain = self.fullest(group)
        spelt = []
        for name in self._names[group]:
            at = self._tokens.spans[name.start][0]
            around = next((start for start, end in mentions if start <= at < end), None)
            if around is not None and name.kind in (NameKind.ORGANIZATION, NameKind.MISC):
                begin = self._begin(name.start, around)
                spelt.append(_untitled(self._text, self._tokens, begin, name.end))
        return _fullest([plain, *spelt])

    def part_of(self, group: int, nouns: Collection[str]) -> str | None:
        """The name of a body with the words behind it up to one of `nouns`, where it has such.

        ("the Commons rural services committee", which later is "the committee")
        """
        words = self._tokens.words
        for name in self._names[group]:
            # Three words tell what sort of body it is, and one that it is one.
            for at in range(name.end, min(name.end + 4, len(words))):
                word = words[at]
                if not (word.isalpha() and word.islower() and self._is_spaced(at)):
                    break
                if word in _CLOSED:
                    break
                if at > name.end and word in nouns:
                    return _untitled(self._text, self._tokens, name.start, at + 1)
        return None

    def _begin(self, start: int, around: int) -> int:
        """Where a body's name that begins at token `start` does with what stands before it.

        Not before offset `around`.
        """
        words, spans = self._tokens.words, self._tokens.spans
        while start > 1 and spans[start - 1][0] >= around:
            if words[start - 1] == "s" and words[start - 2] in _APOSTROPHES:
                owner = self._begins.get(start - 2, start)
                return owner if spans[owner][0] >= around else start
            before = self._begins.get(start)
            if before is not None and spans[before][0] >= around and self._is_spaced(start):
                start = before
            elif self._is_of_name(start - 1):
                start -= 1
            else:
                break
        return start

    def _is_spaced(self, token: int) -> bool:
        return self._tokens.gap[token] == Gap.SPACE

    def _is_of_name(self, token: int) -> bool:
        """Whether a token has its capital not for beginning a sentence."""
        word, before = self._tokens.words[token], self._tokens.words[token - 1]
        return (
            word[0].isupper()
            and word not in _DATES
            and self._is_spaced(token + 1)
            and self._tokens.gap[token] <= Gap.SPACE
            and (before[0].isalnum() or before == "-")
        )


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
    given: str | None = None
    if code == "P":
        given = _person(spellings, linked, cluster)
    elif code == "O":
        given = _organisation(text, spellings, linked, cluster, mentions, config)
    elif code == "D":
        given = _documents_name(text, spellings, linked, cluster, mentions, config)
    return given or _longest_description(text, mentions, config)


def _person(spellings: Spellings, linked: Linked, cluster: Cluster) -> str | None:
    """The fullest of a person's names, None for one who has none."""
    # "He and Ann Vale": one who is named is enough.
    inside = [g for i in cluster.mentions for g in linked.inside[i] if linked.people[g]]
    groups = (
        _commonest(linked.calls(cluster))
        or [g for g in cluster.names if linked.people[g]]
        or cluster.names
        or inside
    )
    if not groups:
        return None
    return spellings.fullest(max(groups, key=lambda g: len(linked.names[g])))


def _organisation(
    text: str,
    spellings: Spellings,
    linked: Linked,
    cluster: Cluster,
    mentions: Sequence[Span],
    config: NamingConfig,
) -> str | None:
    """A body's name, or the words that say which it is; None if only pronouns stand for it."""
    own = _commonest(linked.calls(cluster))
    if own:
        return spellings.within(own[0], mentions)
    short = (_head_phrase(text[s:e], config.phrase_words) for s, e in mentions)
    phrases = [p for p in short if p]
    ending = [g for i in cluster.mentions if (g := linked.ending[i]) is not None]
    heads = [g for g in ending if not linked.people[g]]
    if heads:
        of_name = [p for p in phrases if _OF_NAME.match(p)]
        if of_name:
            return _body(max(of_name, key=len))
        return spellings.within(_commonest(heads)[0], mentions)
    if phrases:
        return _body(max(phrases, key=len))
    within = {g for i in cluster.mentions for g in linked.inside[i]}
    bodies = [g for g in cluster.names if not linked.people[g]]
    bodies = [g for g in bodies if g not in within] or bodies
    if not bodies:
        return None
    best = max(bodies, key=lambda g: len(linked.names[g]))
    nouns = _BODIES & {head_noun(text[s:e]) or "" for s, e in mentions}
    return spellings.part_of(best, nouns) or spellings.fullest(best)


def _documents_name(
    text: str,
    spellings: Spellings,
    linked: Linked,
    cluster: Cluster,
    mentions: Sequence[Span],
    config: NamingConfig,
) -> str | None:
    """What a document is and whose, else a name that it has; None if it has neither."""
    # With who made it, what a document is takes more words than a body's name.
    long = (_head_phrase(text[s:e], config.description_words) for s, e in mentions)
    short = (_phrase(text[s:e], config.phrase_words) for s, e in mentions)
    telling = [p for p in long if p] or [p for p in short if p and not _points(p)]
    if telling:
        return max((_document(t) for t in telling), key=len)
    names = _commonest(linked.calls(cluster)) or cluster.names
    return spellings.fullest(names[0]) if names else None


def _longest_description(text: str, mentions: Sequence[Span], config: NamingConfig) -> str:
    described = [_description(text, s, e, config) for s, e in mentions]
    if not described:
        return "unnamed speaker"
    return max((d for d in described if not _points(d)), key=len, default=described[0])


def _points(words: str) -> bool:
    return set(words.lower().split()) <= POINTING


def bare_phrase(phrase: str) -> str:
    """A phrase without the article before it and the possessive behind it."""
    words = phrase.split()
    if len(words) > 1 and words[0].lower() in ("a", "an", "the"):
        words = words[1:]
    return " ".join(words).removesuffix("’s").removesuffix("'s").rstrip(".,;:")


def _body(phrase: str) -> str:
    """A body without what sort of one it is ("the independent Institute for Fiscal Studies")."""
    words = bare_phrase(phrase).split()
    named = next((i for i, w in enumerate(words) if w[0].isupper()), 0)
    sort = all(w.islower() and w.isalpha() and w not in _JOINTS for w in words[:named])
    return " ".join(words[named:] if sort and words[-1][0].isupper() else words)


def _document(phrase: str) -> str:
    """What a document is and whose: without when it came out, and what sort of one it is."""
    words = bare_phrase(phrase).split()
    while len(words) > 1 and (words[0] in _NEWS or words[0] in ("Another", "Separate")):
        words = words[1:]
    whole = " ".join(words)
    issued = _ISSUED.search(whole)
    if issued:
        head, author = whole[: issued.start()], _AUTHOR.search(whole, issued.start())
        words = f"{author[1]} {head}".split() if author and head.islower() else head.split()
    if len(words) > 1 and words[0] in _DATES and words[1][0].isupper():
        words = words[1:]  # "April Quinnipiac poll"
    named = next((i for i, w in enumerate(words) if w[0].isupper() or _YEAR.fullmatch(w)), None)
    if named and words[-1][0].islower() and _JOINTS.isdisjoint(words[:named]):
        words = words[named:]
    elif named is None and len(words) > 1 and _JOINTS.isdisjoint(words):
        words = words[1:] if words[0][0].isdigit() or words[0] in _NEWS else words
    return " ".join(words)


def _fullest(spelt: Sequence[str]) -> str:
    """The name with the most words that are not initials, the commonest of those."""
    counts = Counter(spelt)

    def fullness(name: str) -> tuple[int, bool, int]:
        words = re.findall(r"\w+(?:['’]\w+)*", name)
        # Initials before a name stand for a given name; those within it add nothing.
        initials = bool(words) and len(words[0]) == 1
        return initials + sum(len(w) > 1 for w in words), not name.isupper(), counts[name]

    return max(dict.fromkeys(spelt), key=fullness)


def _description(text: str, start: int, end: int, config: NamingConfig) -> str:
    """A mention as a description: a long one without its clauses, "who" by what it follows."""
    words = _STOP.sub(r"\1", trimmed(_clean(text[start:end])))
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
    # Who owns what is said; "a friend of Brandt's" is whole.
    return words if " of " in words else _POSSESSIVE.sub("", words) or words


def _commonest(groups: Iterable[int]) -> list[int]:
    return [group for group, _ in Counter(groups).most_common(1)]


def _phrase(mention: str, most: int) -> str | None:
    """A mention up to its first comma or relative clause, if that is of at most `most` words."""
    phrase = _clean(_CLAUSE.split(mention, maxsplit=1)[0])
    return phrase if phrase and len(phrase.split()) <= most else None


def _head_phrase(mention: str, most: int) -> str | None:
    """A mention up to its first comma or relative clause, if that is short and holds a name."""
    phrase = _phrase(mention, most)
    words = phrase.split() if phrase else []
    # The first word may be a capital for beginning its sentence ("The report").
    first = words[:1] if words and words[0].lower() not in POINTING else []
    named = any(w[0].isupper() for w in [*first, *words[1:]])
    return phrase if named and phrase and not _points(phrase) else None


def _untitled(text: str, tokens: Tokens, start: int, end: int) -> str:
    """Tokens [`start`, `end`) without titles before them and a possessive behind."""
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
