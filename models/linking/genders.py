"""The likely gender of the people whom an article names: by pronouns behind their names, and by
their given names."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from onrecord.models.arrays import FloatArray
from onrecord.models.config import GenderConfig
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.network.mention_features import Gender, NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Gap, QuoteState, Tokens

_PRONOUNS: Final = {
    **dict.fromkeys(word_list("linker.he"), Gender.MALE),
    **dict.fromkeys(word_list("linker.she"), Gender.FEMALE),
}
_GIVEN: Final = {
    **dict.fromkeys(word_list("people.male_names"), Gender.MALE),
    **dict.fromkeys(word_list("people.female_names"), Gender.FEMALE),
}
_ENDS: Final = frozenset({".", "!", "?"})


def likely_genders(
    names: Sequence[NameSpan], groups: Sequence[int], tokens: Tokens, config: GenderConfig
) -> list[Gender]:
    """The likely gender of whom each group of names stands for, by number of the group.

    `names` are in text order, `groups` has the group of each. A given name is a vote, and so is
    the first "he" or "she" behind a person's name in its sentence, with nobody named between them
    ("When Ada Vale woke, the first person she saw …"). One in a later sentence is, where all others
    who are named shortly before are of the other gender; in a quotation, which has a speaker, there
    must be such others. Titles are not looked at.
    """
    votes = np.zeros((max(groups, default=-1) + 1, len(Gender)), dtype=np.float32)
    given = {(g, n.words[0]) for n, g in zip(names, groups, strict=True) if _is_full(n)}
    for group, word in given:
        votes[group, _GIVEN.get(word, Gender.UNKNOWN)] += config.given_name
    later = []
    for found in _pronouns(names, groups, tokens, config.reach):
        if found.later:
            later.append(found)
        else:
            votes[found.people[-1], found.gender] += 1
    known = _decided(votes, config.share)
    for found in later:
        possible = {g for g in found.people if known[g] != found.gender.opposite}
        if len(possible) == 1 and (not found.quoted or len(set(found.people)) > 1):
            votes[possible.pop(), found.gender] += 1
    return _decided(votes, config.share)


def _decided(votes: FloatArray, share: float) -> list[Gender]:
    told = votes[:, [Gender.MALE, Gender.FEMALE]]
    most = told.max(1)
    sure = (most > 0) & (most >= share * told.sum(1))
    sides = (told.argmax(1) + 1) * sure
    return [Gender(side) for side in sides.tolist()]


def _is_full(name: NameSpan) -> bool:
    return name.kind == NameKind.PERSON and len(name.words) > 1


class _Pronoun(NamedTuple):
    """A pronoun behind a person's name, with the people who are named shortly before it.

    That of the name is the last of `people`; `later`: the pronoun is in another sentence or, if
    `quoted`, in a quotation.
    """

    gender: Gender
    people: list[int]
    later: bool
    quoted: bool


def _pronouns(
    names: Sequence[NameSpan], groups: Sequence[int], tokens: Tokens, reach: int
) -> Iterator[_Pronoun]:
    """The first "he" or "she" behind each person's name and before the next, and the first that
    is quoted."""
    people = [(n, g) for n, g in zip(names, groups, strict=True) if n.kind == NameKind.PERSON]
    first = 0
    for k, (name, group) in enumerate(people):
        while people[first][0].start < name.start - reach:
            first += 1
        near = [g for _, g in people[first:k]] + [group]
        limit = people[k + 1][0].start if k + 1 < len(people) else len(tokens)
        later = name.quoted
        seen: set[bool] = set()
        for i in range(name.end, min(limit, name.end + reach)):
            word, quoted = tokens.words[i], tokens.quote[i] != QuoteState.OUTSIDE
            later |= quoted or tokens.gap[i] >= Gap.LINE
            gender = _PRONOUNS.get(word.lower())
            if gender is not None and quoted not in seen:
                seen.add(quoted)
                yield _Pronoun(gender, near, later, quoted)
            later |= word in _ENDS and tokens.gap[min(i + 1, len(tokens) - 1)] != Gap.NONE
