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
    persons = _join_full_names(keys, counts, joined)
    total = Counter(dict.fromkeys(persons, 0))
    for key in keys:
        root = _root(key, joined)
        if root in total:
            total[root] += counts[key]
    _join_untitled(keys, counts, joined)
    parts = _Parts(persons)
    for key in keys:
        words, gender = key
        if key in joined or (key in total and len(words) > max(2, _surname(words))):
            continue
        whole = [p for p in parts.wholes(words) if p != key]
        if not whole or any(_root(p, joined) == key for p in whole):
            continue
        ranked = sorted(whole, key=lambda p: -total[p])
        if gender == Gender.FEMALE and (words, Gender.MALE) in counts:
            ranked = ranked[1:]
        if ranked and _root(ranked[0], joined) != key:
            joined[key] = ranked[0]


def _join_full_names(
    keys: Sequence[_Key], counts: Counter[_Key], joined: dict[_Key, _Key]
) -> list[_Key]:
    """Join full names of one given and one last name; the longest of every person."""
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
    return persons


def _join_untitled(keys: Sequence[_Key], counts: Counter[_Key], joined: dict[_Key, _Key]) -> None:
    """Take "Reyes" for "Mr. Reyes", the only one or the one who is named more."""
    for words in {key[0] for key in keys if key[1]}:
        titled = [(words, g) for g in (Gender.MALE, Gender.FEMALE) if (words, g) in counts]
        if (words, Gender.UNKNOWN) in counts:
            joined[words, Gender.UNKNOWN] = max(titled, key=lambda key: counts[key])


class _Parts:
    """Full names by their parts.

    Parts of names have one or two words, and particles ("van der Meer"); all that are longer are
    whole names.
    """

    def __init__(self, persons: Iterable[_Key]) -> None:
        self._first: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
        self._inner: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
        self._last: dict[tuple[str, ...], list[_Key]] = defaultdict(list)
        for person in persons:
            words = _core(person[0])
            self._first[words[:1]].append(person)
            for word in words[1:-1]:
                self._inner[word,].append(person)
            for size in range(1, max(2, _surname(words)) + 1):
                self._last[words[-size:]].append(person)

    def wholes(self, words: tuple[str, ...]) -> list[_Key]:
        """The full names that end in `words`, else those with such a given name or nickname."""
        ending = self._last.get(words, [])
        if ending or len(words) > 1:
            return ending
        # "Reedy" is Robert “Reedy” Delmarsh.
        return self._first.get(words) or self._inner.get(words, [])


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
    commonest = {body: kinds[body].most_common(1)[0][0] for body in bodies}
    places = {b for b, kind in commonest.items() if kind == NameKind.LOCATION}
    fuller_names = _FullerBodies(bodies, places, letters_of, config)
    for body in bodies - places:
        fuller = fuller_names.of(body)
        if len(fuller) > 1:
            organisations = [b for b in fuller if commonest[b] == NameKind.ORGANIZATION]
            fuller = organisations or fuller
        if len(fuller) == 1:
            joined[body, Gender.UNKNOWN] = (fuller[0], Gender.UNKNOWN)


class _FullerBodies:
    """Names of bodies by their initials, their last words and longer parts."""

    def __init__(
        self,
        bodies: set[tuple[str, ...]],
        places: set[tuple[str, ...]],
        letters_of: dict[tuple[str, ...], tuple[str, ...]],
        config: GroupConfig,
    ) -> None:
        self._acronym = config.acronym
        self._initials: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_part: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for body in (b for b in bodies if len(b) > 1):
            for letters in set(letters_of[body]):
                self._initials[letters].append(body)
            if body not in places:
                self._by_last[body[-1]].append(body)
            for size in range(2, min(len(body), config.longest_part + 1)):
                for part in {body[:size], body[-size:]}:
                    self._by_part[part].append(body)

    def of(self, body: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The longer names that `body` may be short for."""
        letters = "".join(body)
        one_word = len(body) == 1
        if (one_word and 1 < len(letters) <= self._acronym) or all(len(w) == 1 for w in body):
            spelled = [b for b in self._initials.get(letters, ()) if b != body]
            if spelled:
                return spelled
        if not one_word:
            return self._by_part.get(body, [])
        ends = body[0] not in _NO_SHORT and body[0][-1] != "s"
        return self._by_last.get(body[0], []) if ends else []
