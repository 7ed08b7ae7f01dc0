"""Groups and their members: "three officials … one of them … another"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.models.lexicon.counts import member_noun, membership
from onrecord.models.lexicon.nouns import PERSON_NOUNS, head_noun, singular_of
from onrecord.models.lexicon.numerals import CARDINALS, ORDINALS_OF_FEW

_SMALL: Final = frozenset(
    ["one", "of", "the", "them", "these", "those", "another", "a", "an", "other"]
)
#: Shares of a group that is not said again. "Some" and "many" are often some of all people.
_SHARES: Final = CARDINALS.keys() | {"most", "all", "none", "half", "several", "both", "neither"}
#: Words of a member that has no noun of its own ("one of them", "the second").
_POINTING: Final = _SMALL | _SHARES | ORDINALS_OF_FEW | {"last", "only"}
#: Several people, with what they are counted or owned by.
_PEOPLE: Final = re.compile(
    r"\b((?:the|his|her|their|its|its own|two|three|four|five|several|many|some) "
    r"(?:[\w’'-]+ ){0,2}?([a-z]+(?:s|men|women|people)))\b(?! of)"
)
#: What tells more of a member behind its first phrase.
_CLAUSE: Final = re.compile(r",|\s(?:who|whose|whom)\s")


def members(
    text: str, sources: Sequence[tuple[str, bool, Sequence[int]]], groups_back: int
) -> list[int | None]:
    """For each source of `text` (name, is it a group?, where it is mentioned), in order: its group.

    A source whose words say that it is one of several ("one of the officials", "another
    official") belongs to the group before it with the same noun and the most words in
    common, the last of them; else to one with a common word that is not a nationality; where
    it has no noun of its own ("one of them") to the last group. So does one who is like a group
    in all that is said of it ("a former clerk", of "current and former clerks"). A share without a
    noun that begins a sentence ("Most", "Two") is of the last group in its paragraph. The last
    `groups_back` are looked at.
    """
    result: list[int | None] = []
    groups: list[_Group] = []
    for i, (name, is_group, mentioned) in enumerate(sources):
        first, here = _first_phrase(name), mentioned[0] if mentioned else 0
        near = groups[-groups_back:]
        if is_group:
            result.append(_group_in_paragraph(text, here, near) if _is_share(first) else None)
            head = head_noun(name)
            groups.append(_Group(i, singular_of(head) if head else None, _words(name), mentioned))
        elif near and membership(first):
            result.append(_group_of(first, _by_last_mention(near, here)))
        elif near and _opens_with_article(first):
            result.append(_group_like(first, _by_last_mention(near, here)))
        else:
            result.append(None)
    return result


class _Group(NamedTuple):
    """A group: its place among the sources, its noun in the singular, its telling words, and
    where it is mentioned, rising."""

    place: int
    noun: str | None
    words: frozenset[str]
    mentioned: Sequence[int]

    def last_before(self, place: int) -> int:
        """Where it is mentioned last before `place`; -1: nowhere."""
        before = bisect_left(self.mentioned, place)
        return self.mentioned[before - 1] if before else -1


def is_pointing(name: str) -> bool:
    """Whether a member's words say nothing but that it is one ("one of them", "the second")."""
    return all(w.strip(".,").lower() in _POINTING for w in _first_phrase(name).split())


def member_name(name: str, group: str) -> str:
    """What a member with no noun of its own is called: "one of the three officials"."""
    first, noun = name.split()[0], head_noun(group)
    if noun and name.split()[1:2] and name.split()[1].strip(".,") in ORDINALS_OF_FEW:
        ordinal = " ".join(_first_phrase(name).split()[:2])
        return f"{ordinal} {singular_of(noun)}{name[len(_first_phrase(name)) :]}".rstrip(", ")
    several = group.removeprefix("the ").removeprefix("The ")
    several = several if several[1:2].isupper() else several[:1].lower() + several[1:]
    if several.startswith("both "):
        several = f"two {several.removeprefix('both ')}"
    counted = several.split()[0] in ("many", "several", "some", "his", "her", "their", "its")
    picked = " ".join(_first_phrase(name).split()).partition(" of ")[0] or first
    return f"{picked} of {several if counted else f'the {several}'}"


def antecedent(text: str, place: int, reach: int) -> str | None:
    """The people named last within `reach` characters before `place` ("his dancers … them")."""
    found = _PEOPLE.findall(text, max(0, place - reach), place)
    people = (phrase for phrase, noun in reversed(found) if singular_of(noun) in PERSON_NOUNS)
    return next(people, None)


def _first_phrase(name: str) -> str:
    return _CLAUSE.split(name, maxsplit=1)[0]


def _opens_with_article(name: str) -> bool:
    return name.split()[:1] != [] and name.split()[0].lower() in ("a", "an")


def _is_share(name: str) -> bool:
    """Whether a group's words only say how many of one they are, and begin a sentence."""
    return name[:1].isupper() and name.lower() in _SHARES


def _by_last_mention(groups: Sequence["_Group"], here: int) -> list["_Group"]:
    """`groups` in the order in which they were mentioned last before `here`."""
    return sorted(groups, key=lambda group: group.last_before(here))


def _group_in_paragraph(text: str, here: int, groups: Sequence["_Group"]) -> int | None:
    """The group that was mentioned last before `here`, if that is in the same paragraph."""
    group = max(reversed(groups), key=lambda group: group.last_before(here), default=None)
    last = group.last_before(here) if group else -1
    return group.place if group and last >= 0 and "\n" not in text[last:here] else None


def _group_like(name: str, groups: Sequence["_Group"]) -> int | None:
    """The last group whose words have all of those of `name`, two at least."""
    words = _words(name)
    if len(words) < 2:
        return None
    noun = head_noun(name)
    alike = (g.place for g in reversed(groups) if noun in g.words and words <= g.words)
    return next(alike, None)


def _group_of(name: str, groups: Sequence[_Group]) -> int | None:
    noun, words = member_noun(name), _words(name)
    if noun is None and not words:
        return groups[-1].place
    best, most = None, 0
    for group in groups:
        common = words & group.words
        same = noun is not None and group.noun == noun
        if not same and not any(w.islower() for w in common):
            continue
        score = 10 * same + len(common)
        if score >= most:
            best, most = group.place, score
    return best


def _words(name: str) -> frozenset[str]:
    """The telling words of a phrase; plurals without their s, case as written behind the first."""
    words = [w.strip(".,") for w in name.split()]
    return frozenset(
        w.removesuffix("s") for w in words if w.lower() not in _POINTING and len(w) > 3
    )
