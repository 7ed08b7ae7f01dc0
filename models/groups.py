"""Groups and their members: "three officials … one of them … another"."""

from collections.abc import Sequence
from typing import Final

from onrecord.models.mentions import head_noun, member_noun, membership
from onrecord.models.nouns import singular_of

_SMALL: Final = frozenset(
    ["one", "of", "the", "them", "these", "those", "another", "a", "an", "other", "two", "three"]
)


def members(sources: Sequence[tuple[str, bool]]) -> list[int | None]:
    """For each source (name, is it a group?), in order of mention: the group it is one of.

    A source whose words say that it is one of several ("one of the officials", "another
    official") belongs to the group before it with the same noun and the most words in
    common, the last of them; else to one with a common word that is no nationality; where
    it has no noun of its own ("one of them") to the last group.
    """
    result: list[int | None] = []
    groups: list[int] = []
    for i, (name, is_group) in enumerate(sources):
        picks = not is_group and bool(groups) and membership(name)
        result.append(_group_of(name, sources, groups) if picks else None)
        if is_group:
            groups.append(i)
    return result


def _group_of(name: str, sources: Sequence[tuple[str, bool]], groups: list[int]) -> int | None:
    noun, words = member_noun(name), _words(name)
    if noun is None and not words:
        return groups[-1]
    best, most = None, 0
    for k in groups:
        head = head_noun(sources[k][0])
        common = words & _words(sources[k][0])
        same = noun is not None and head is not None and singular_of(head) == noun
        if not same and not any(w.islower() for w in common):
            continue
        score = 10 * same + len(common)
        if score >= most:
            best, most = k, score
    return best


def _words(name: str) -> set[str]:
    """The telling words of a phrase; plurals without their s, case as written behind the first."""
    words = [w.strip(".,") for w in name.split()]
    return {w.removesuffix("s") for w in words if w.lower() not in _SMALL and len(w) > 3}
