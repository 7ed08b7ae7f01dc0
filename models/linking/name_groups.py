"""Which names of an article belong together: "Marco Rubio" and "Rubio", "F.B.I." and its full name.

By strings alone, over the whole article, before any mention is linked. A last name shared by
several people is that of the one who is named most, as far as titles allow.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from onrecord.models.config import GroupConfig
from onrecord.models.lexicon.names import PARTICLES, SUFFIXES
from onrecord.models.network.mention_features import Gender, NameSpan
from onrecord.models.network.tags import NameKind

#: Last words of bodies' names that alone are other bodies.
_NO_SHORT: Final = frozenset({"house", "senate", "court", "state", "states", "city", "government"})
#: A name, as its bare words and (people's) the gender that its title tells.
_Key: TypeAlias = tuple[tuple[str, ...], Gender]


def name_groups(
    names: Sequence[NameSpan], config: GroupConfig, aliases: Iterable[tuple[int, int]] = ()
) -> list[int]:
    """A number for each of `names`, the same for those that are one's; numbered from 0.

    `aliases`: pairs of indices of names that the article says are one's.
    """
    kinds: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for n in names:
        kinds[n.words][n.kind] += 1
    people = {words for words, k in kinds.items() if k.most_common(1)[0][0] == NameKind.PERSON}
    lasts = {_core(words)[-1] for words in people if len(_core(words)) > 1}
    people |= {words for words in kinds if len(words) == 1 and words[0] in lasts}
    whole = {n.words for n in names} - people
    joined: dict[_Key, _Key] = {}
    keys = [_key(n, people) for n in names]
    counts = Counter(keys)
    _join_people(counts, people, joined)
    _join_bodies(whole, kinds, {n.words: n.initials for n in names}, joined, config)
    for one, other in aliases:
        full, alias = _root(keys[one], joined), _root(keys[other], joined)
        if full != alias:
            joined[alias] = full
    numbers: dict[_Key, int] = {}
    nearest = _Nearest(counts, people, joined, config)
    return [numbers.setdefault(nearest.of(key) or _root(key, joined), len(numbers)) for key in keys]


class _Nearest:
    """Last names of two people who are named about as often: each is that of the last one named."""

    def __init__(
        self,
        counts: Counter[_Key],
        people: set[tuple[str, ...]],
        joined: dict[_Key, _Key],
        config: GroupConfig,
    ) -> None:
        self._joined = joined
        by_last: dict[str, Counter[_Key]] = defaultdict(Counter)
        for key, count in counts.items():
            core = _core(key[0])
            if key[0] in people and len(core) > 1:
                by_last[core[-1]][_root(key, joined)] += count
        most = {last: persons.most_common(2) for last, persons in by_last.items()}
        self._open = {
            last
            for last, named in most.items()
            if len(named) > 1 and named[1][1] > config.namesakes * named[0][1]
        }
        self._last: dict[str, _Key] = {}

    def of(self, key: _Key) -> _Key | None:
        """The person whom a name met now is of, None where strings settle it."""
        core = _core(key[0])
        last = core[-1] if core else ""
        if last not in self._open:
            return None
        if len(core) > 1:
            self._last[last] = _root(key, self._joined)
            return None
        return self._last.get(last) if key[1] == Gender.UNKNOWN else None


def _key(name: NameSpan, people: set[tuple[str, ...]]) -> _Key:
    telling = name.words in people and len(name.words) == 1
    return name.words, name.gender if telling else Gender.UNKNOWN


def _root(key: _Key, joined: dict[_Key, _Key]) -> _Key:
    while key in joined:
        key = joined[key]
    return key


def _join_people(
    counts: Counter[_Key], people: set[tuple[str, ...]], joined: dict[_Key, _Key]
) -> None:
    keys = [key for key in counts if key[0] in people]
    full: dict[tuple[str, str], list[_Key]] = defaultdict(list)
    for key in keys:
        words = _core(key[0])
        if len(words) > 1:
            full[words[0], key[0][-1] if key[0][-1] in SUFFIXES else words[-1]].append(key)
    persons: list[_Key] = []
    for same in full.values():
        longest = max(same, key=lambda key: (len(key[0]), counts[key]))
        joined.update({key: longest for key in same if key != longest})
        persons.append(longest)
    total = Counter(dict.fromkeys(persons, 0))
    for key in keys:
        root = _root(key, joined)
        if root in total:
            total[root] += counts[key]
    for words in {key[0] for key in keys if key[1]}:
        # "Mr. Reyes" is the only Reyes, or "Reyes" alone is the one who is named more.
        titled = [(words, g) for g in (Gender.MALE, Gender.FEMALE) if (words, g) in counts]
        if (words, Gender.UNKNOWN) in counts:
            joined[words, Gender.UNKNOWN] = max(titled, key=lambda key: counts[key])
    parts = [key for key in keys if len(_core(key[0])) == 1 or _root(key, joined) == key]
    # Parts of names have one or two words, and particles ("van der Meer"); all that are longer are
    # whole names.
    first: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
    inner: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
    last: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
    for person in persons:
        words = _core(person[0])
        first[words[:1]].append(person)
        for word in words[1:-1]:
            inner[word,].append(person)
        for size in range(1, max(2, _surname(words)) + 1):
            last[words[-size:]].append(person)
    for key in parts:
        words, gender = key
        if key in total and len(words) > max(2, _surname(words)):
            continue
        ending = [p for p in last.get(words, ()) if p != key]
        if not ending and len(words) == 1:
            # "Reedy" is Robert “Reedy” Delmarsh.
            ending = first.get(words) or inner.get(words, [])
        if not ending or key in joined:
            continue
        if any(_root(p, joined) == key for p in ending):
            continue
        ranked = sorted(ending, key=lambda p: -total[p])
        chosen: _Key | None = ranked[0]
        if gender == Gender.FEMALE and (words, Gender.MALE) in counts:
            chosen = ranked[1] if len(ranked) > 1 else None
        if chosen is not None and _root(chosen, joined) != key:
            joined[key] = chosen


def _surname(words: tuple[str, ...]) -> int:
    """How many words the surname at the end of a name has, with its particles."""
    size = 1
    while size < len(words) and words[-size - 1] in PARTICLES:
        size += 1
    return size


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in SUFFIXES else words


def _join_bodies(
    bodies: set[tuple[str, ...]],
    kinds: dict[tuple[str, ...], Counter[int]],
    letters_of: dict[tuple[str, ...], tuple[str, ...]],
    joined: dict[_Key, _Key],
    config: GroupConfig,
) -> None:
    places = {b for b in bodies if kinds[b].most_common(1)[0][0] == NameKind.LOCATION}
    long = [b for b in bodies if len(b) > 1]
    initials: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for body in long:
        for letters in set(letters_of[body]):
            initials[letters].append(body)
    by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    by_part: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for body in long:
        if body not in places:
            by_last[body[-1]].append(body)
        for size in range(2, min(len(body), config.longest_part + 1)):
            for part in {body[:size], body[-size:]}:
                by_part[part].append(body)
    for body in bodies:
        if body in places:
            continue
        letters = "".join(body)
        fuller: Iterable[tuple[str, ...]] = ()
        if (len(body) == 1 and 1 < len(letters) <= config.acronym) or all(
            len(w) == 1 for w in body
        ):
            fuller = [b for b in initials.get(letters, ()) if b != body]
        if not fuller and len(body) == 1 and body[0] not in _NO_SHORT and body[0][-1] != "s":
            fuller = by_last.get(body[0], ())
        elif len(body) > 1:
            fuller = by_part.get(body, ())
        fuller = list(fuller)
        if len(fuller) > 1:
            organisations = [
                b for b in fuller if kinds[b].most_common(1)[0][0] == NameKind.ORGANIZATION
            ]
            fuller = organisations or fuller
        if len(fuller) == 1:
            joined[body, Gender.UNKNOWN] = (fuller[0], Gender.UNKNOWN)
