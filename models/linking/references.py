"""What the words of a mention say about its referent: its own name, and whose it is not."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from onrecord.models.decoding.relations import TokenSpan
from onrecord.models.lexicon.mention_kinds import THIRD_PERSON
from onrecord.models.lexicon.names import SUFFIXES
from onrecord.models.lexicon.nouns import (
    BODY_NOUNS,
    PERSON_NOUNS,
    POST_NOUNS,
    head_noun,
    singular_of,
)
from onrecord.models.lexicon.number import is_plural
from onrecord.models.lexicon.numerals import ORDINALS_OF_FEW
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.network.mention_features import TITLES, Mention, MentionForm, NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Gap, Tokens

#: What may stand between names that are joined, and beside a name without telling more.
#: Every title would let "Ann Lee, president and chief executive of the Harbour Board" join two.
_JOINING: Final = TITLES | {",", "."}
_UNTELLING: Final = frozenset({"the", "'s", "’s", "'", "’", "s", ","})
#: What before a name makes a mention stand for another than the name's bearer.
_INSTEAD: Final = frozenset(
    {"of", "for", "to", "by", "with", "from", "in", "at", "on", "about"}
) | {*("and", "or", "'s", "’s", "'", "’", ",", "who", "whom", "which", "that")}
#: What may stand between people whom a mention joins, and what joins them.
_BESIDE: Final = frozenset(
    {"of", "in", "former", "fellow", "also", "the", "then", "current", "as", "well", "both", "or"}
) | {*("nor", "(", ")", "-", "his", "her", "wife", "husband")}
_PLURAL_TITLES: Final = word_list("people.short_titles_plural")
_JOINS: Final = frozenset({"and", "or", "nor", ",", "of", "("})
#: What may follow a person's name in a mention of that person.
_AFTER: Final = frozenset(
    {",", "(", "who", "whom", "whose", "of", "from", "in", "at", "with", "and", "on", "for", "as"}
) | {*("—", "–", "-", "himself", "herself", "now", "then"), *SUFFIXES}
#: What begins a clause that tells of somebody ("one of them, who joined under Beatrix Lund").
_CLAUSES: Final = frozenset({"who", "whom", "whose", "which"})
#: Who may be joined to somebody named.
_WITH: Final = THIRD_PERSON
#: What comes before the maker of a document, and after whose hands it was in before that.
_MAKER: Final = frozenset({"by", "from"})
_HANDLED: Final = word_list("cues.handled")
_ENDS: Final = frozenset({".", "!", "?"})
#: What opens a description of people told of before, and what behind it is of others.
_TAKING_UP: Final = frozenset({"the", "these", "those"})
_OWNING: Final = frozenset({"'", "’", "of"})
#: What opens a mention of another source than those before.
_APART: Final = ("another", "others", "other", "the other", "the others", "one of")
#: Behind an ordinal, a post and not one of several ("the first lady").
_NO_MEMBERS: Final = frozenset({"lady", "minister", "deputy", "vice", "family", "secretary"})


def named_together(within: Sequence[tuple[NameSpan, int]], words: Sequence[str]) -> list[int]:
    """Groups of the names that one mention joins by "and", in text order ("Kaine and Pence").

    `within` are the names in the mention, with their groups. Between people may stand what
    they are ("Rep. Ann Lee of Utah and Sen. Bo Kern"), never a clause.
    """
    people = [(n, g) for n, g in within if n.kind == NameKind.PERSON]
    inside = people if len(people) > 1 else [(n, g) for n, g in within if n.kind != NameKind.MISC]
    if len(inside) < 2:
        return []
    allowed = _JOINING if len(people) < 2 else _JOINING | _BESIDE | _PLURAL_TITLES
    named = {i for n, _ in within for i in range(n.start, n.end)}
    spelt = [
        _without_apposition([words[i] for i in range(one.end, other.start) if i not in named])
        for (one, _), (other, _) in pairwise(inside)
    ]
    between = [[w.lower() for w in b] for b in spelt]
    joins = [b and (b[0] in _JOINS or "and" in b or "or" in b or "nor" in b) for b in between]
    if not {"and", "or", "nor"} & set(between[-1]) or not all(joins):
        return []
    if len(people) > 1:
        # What somebody is, written like a name ("and Chancellor Bo Kern").
        between = [[w.lower() for w in b if not w.istitle()] for b in spelt]
    if not all(set(b) <= allowed for b in between):
        return []
    return list(dict.fromkeys(g for _, g in inside))


def _without_apposition(between: list[str]) -> list[str]:
    """Words between two names without what the first is ("Ann Vale, a chemist, and Bo Kern")."""
    if between[:1] != [","] or len(between) < 3 or between[1].lower() not in ("a", "an", "the"):
        return between
    end = between.index(",", 1) if "," in between[1:] else 0
    described = [w.lower() for w in between[1:end]]
    return between[end:] if end and _CLAUSES.isdisjoint(described) else between


def own_name(
    mention: Mention, within: Sequence[tuple[NameSpan, int]], words: Sequence[str]
) -> int | None:
    """The group of the name by which a mention calls its source, None if it has none.

    A mention that is nothing but a name ("the Kremlin", "Japan's"), not an acronym, whose letters
    tell little of what else the same body is called; or a person's name with what the person
    is, before it or behind it ("the Democratic candidate Dale Brook", "Brook, the mayor",
    "the mayor of Hale, Dale Brook"). `within` are the names in the mention, with their groups.
    """
    telling = [(n, g) for n, g in within if n.kind != NameKind.MISC]
    if not telling:
        return None
    for name, group in telling:
        if name.kind != NameKind.PERSON:
            continue
        behind = [w.lower() for w in words[name.end : mention.end]]
        if behind and behind[0] not in _AFTER and not _UNTELLING.issuperset(behind):
            continue
        start = mention.start
        for i in range(mention.start, name.start):
            if words[i] in (",", "(", "—", "–"):
                start = i + 1
        if not _CLAUSES.isdisjoint(w.lower() for w in words[mention.start : start]):
            continue
        before = [w.lower() for w in words[start : name.start]]
        if before[:1] and before[0] in _WITH and before[1:2] == ["and"]:
            # "She and Mr. Reyes": one who is named is enough.
            before = before[2:]
        if _INSTEAD.isdisjoint(before):
            return group
    name, group = telling[0]
    before = [w.lower() for w in words[mention.start : name.start]]
    behind = [w.lower() for w in words[name.end : mention.end]]
    acronym = any(w.isupper() and len(w) > 1 for w in words[name.start : name.end])
    if name.kind != NameKind.PERSON and _UNTELLING.issuperset(before + behind):
        return None if acronym else group
    return None


def others_named(within: Sequence[tuple[NameSpan, int]], own: int | None) -> tuple[int, ...]:
    """Groups of the people named in a mention that calls its source by no name of its own."""
    return () if own is not None else tuple(g for n, g in within if n.kind == NameKind.PERSON)


def ending_name(mention: Mention, within: Sequence[tuple[NameSpan, int]]) -> int | None:
    """The group of the name that ends a mention or its first phrase ("the regulator Ofwat")."""
    ends = (mention.end, mention.head_end)
    return next((g for n, g in within if n.end in ends), None)


def says_maker(
    mention: Mention, within: Sequence[tuple[NameSpan, int]], words: Sequence[str]
) -> bool:
    """Whether a mention names who made what it calls ("a report by the engineers Pell & Strand").

    Not one who only has it ("a memo seen by the Harlan Courier").
    """
    behind = words[mention.head_end : mention.end]
    return (
        bool(behind)
        and behind[0].lower() in _MAKER
        and words[mention.head_end - 1].lower() not in _HANDLED
        and any(name.start > mention.head_end for name, _ in within)
    )


def opening_words(mention: Mention, words: Sequence[str]) -> str:
    """The words that tell a mention's source apart from those before ("the other"); else ""."""
    first = [w.lower() for w in words[mention.start : min(mention.end, mention.start + 3)]]
    if first[:1] == ["the"] and first[1:2] and first[1] in ORDINALS_OF_FEW:
        return "" if first[2:] and first[2] in _NO_MEMBERS else " ".join(first[:2])
    return next((o for o in (" ".join(first[:2]), *first[:1]) if o in _APART), "")


def post_of(mention: Mention, words: Sequence[str]) -> str:
    """The post by which a description calls its source ("the fire chief"); else ""."""
    if mention.form not in (MentionForm.DEFINITE, MentionForm.INDEFINITE):
        return ""
    head = head_noun(" ".join(words[mention.start : mention.head_end]))
    return head if head in POST_NOUNS else ""


def title_of(name: NameSpan, words: Sequence[str]) -> str:
    """The post that stands before a person's name as a title ("Senator"); else ""."""
    title = words[name.start - 1].lower() if name.start else ""
    inner = words[name.start].lower()
    return title if title in POST_NOUNS else inner if inner in POST_NOUNS else ""


def noun_taken_up(mention: Mention, words: Sequence[str]) -> str:
    """The noun of somebody whom a mention calls by nothing else ("the official"); else ""."""
    phrase = [w.lower() for w in words[mention.start : mention.head_end]]
    alone = mention.form == MentionForm.DEFINITE and len(phrase) == 2 and phrase[0] == "the"
    return phrase[1] if alone and phrase[1] in PERSON_NOUNS else ""


def noun_of_one(mention: Mention, words: Sequence[str]) -> str:
    """The noun, in the singular, of a description of one person ("one of the officials").

    "" of several people, and of what is no description.
    """
    if mention.form not in (MentionForm.DEFINITE, MentionForm.INDEFINITE):
        return ""
    phrase = " ".join(words[mention.start : mention.end])
    noun = head_noun(phrase)
    return singular_of(noun) if noun and not is_plural(phrase) else ""


def people_before(mention: Mention, tokens: Tokens) -> TokenSpan | None:
    """The people with whom the sentence before a "They" begins, in the same paragraph.

    ("The officials, who asked not to be named, have top jobs. They said …")
    """
    words, start = tokens.words, mention.start
    capital = mention.end > start and words[start] == "They"
    if not capital or start < 2 or tokens.paragraph[start - 1] != tokens.paragraph[start]:
        return None
    first = start - 1
    while first > 0 and tokens.paragraph[first - 1] == tokens.paragraph[start]:
        if words[first - 1] in _ENDS and tokens.gap[first] != Gap.NONE:
            break
        first -= 1
    if words[first].lower() not in _TAKING_UP or tokens.is_quoted(first):
        return None
    for i in range(first + 1, start - 1):
        word = words[i].lower()
        if not word[0].isalpha() or word in _CLAUSES:
            return None
        noun = singular_of(word)
        if noun in PERSON_NOUNS or noun in BODY_NOUNS:
            several = noun in PERSON_NOUNS and noun != word
            return (first, i + 1) if several and words[i + 1] not in _OWNING else None
    return None
