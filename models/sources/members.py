"""Groups and their members: "three officials … one of them … another"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.models.lexicon.counts import member_noun, membership
from onrecord.models.lexicon.nouns import head_noun, singular_of

_SMALL: Final = frozenset(
    ["one", "of", "the", "them", "these", "those", "another", "a", "an", "other", "two", "three"]
)


def members(sources: Sequence[tuple[str, bool]], groups_back: int) -> list[int | None]:
    """For each source (name, is it a group?), in order of mention: the group it is one of.

    A source whose words say that it is one of several ("one of the officials", "another
    official") belongs to the group before it with the same noun and the most words in
    common, the last of them; else to one with a common word that is not a nationality; where
    it has no noun of its own ("one of them") to the last group. The last `groups_back` are
    looked at.
    """
    result: list[int | None] = []
    groups: list[_Group] = []
    for i, (name, is_group) in enumerate(sources):
        picks = not is_group and bool(groups) and membership(name)
        result.append(_group_of(name, groups[-groups_back:]) if picks else None)
        if is_group:
            head = head_noun(name)
            groups.append(_Group(i, singular_of(head) if head else None, _words(name)))
    return result


class _Group(NamedTuple):
    """The place of a group among the sources, its noun in the singular, its telling words."""

    place: int
    noun: str | None
    words: frozenset[str]


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
    return frozenset(w.removesuffix("s") for w in words if w.lower() not in _SMALL and len(w) > 3)
