"""What the linker sees of a mention and a candidate, besides their vectors."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import takewhile
from typing import Final

import msgspec

from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.network.tags import NameKind


class MentionForm(IntEnum):
    """What sort of words a mention is.

    `SPEAKER` is "I" or "we", `NAME` what has a capital at its end, `ELIDED` no words at all.
    """

    HE = 0
    SHE = 1
    THEY = 2
    IT = 3
    SPEAKER = 4
    NAME = 5
    DEFINITE = 6
    INDEFINITE = 7
    ELIDED = 8
    OTHER = 9


class Gender(IntEnum):
    """What titles and pronouns tell of whom they stand for."""

    UNKNOWN = 0
    MALE = 1
    FEMALE = 2

    @property
    def opposite(self) -> "Gender | None":
        """The one that clashes with it; None where nothing does."""
        if self == Gender.UNKNOWN:
            return None
        return Gender.FEMALE if self == Gender.MALE else Gender.MALE


#: Articles and joints, which tell no name from another.
_LITTLE: Final = word_list("linker.little")
#: Titles and little words that are not part of a name when two names are compared. The weights
#: were trained with these, so that they don't follow `onrecord.models.lexicon.names`.
TITLES: Final = word_list("linker.titles") | _LITTLE
_MALE: Final = word_list("linker.male")
_FEMALE: Final = word_list("linker.female")
_PRONOUNS: Final = {
    word: form
    for form in MentionForm
    if form <= MentionForm.SPEAKER
    for word in word_list(f"linker.{form.name.lower()}")
}
_DEFINITE: Final = word_list("linker.definite")
_INDEFINITE: Final = word_list("linker.indefinite")
#: What follows a title word in the name of a body ("Justice Department", "King County").
_BODIES: Final = word_list("linker.bodies")
#: What ends the phrase that a mention's own name or noun stands in.
_BEHIND: Final = word_list("linker.behind")


_GENDERS: Final = {MentionForm.HE: Gender.MALE, MentionForm.SHE: Gender.FEMALE}


class Mention(msgspec.Struct, frozen=True):
    """Source words of an attribution: tokens ``[start, end)``, empty (at the cue) where elided.

    `capitalised` where its own phrase, clauses and what follows a preposition left out, has a
    capital behind its first word; `head_end` is where that phrase ends; `gender` is what it
    tells as a pronoun.
    """

    start: int
    end: int
    cue: int
    form: MentionForm
    words: tuple[str, ...]
    gender: Gender
    quoted: bool
    capitalised: bool
    head_end: int

    @property
    def has_words(self) -> bool:
        """Whether it may have words in common with a name: it is not a pronoun."""
        return self.form >= MentionForm.NAME

    @property
    def points_back(self) -> bool:
        """Whether it is a pronoun of the third person, which stands for what is named elsewhere."""
        return self.form < MentionForm.SPEAKER


class NameSpan(msgspec.Struct, frozen=True):
    """A name: tokens ``[start, end)``, its kind, its bare words.

    `initials` are those of all its words, and of the words with a capital: what it may be
    shortened to.
    """

    start: int
    end: int
    kind: NameKind
    words: tuple[str, ...]
    gender: Gender
    quoted: bool
    initials: tuple[str, str]


def bare_words(words: Sequence[str]) -> tuple[str, ...]:
    """Lower-cased words without articles, punctuation and the titles before a name.

    All words if none is left. A title is one only where another word with a capital follows
    ("President Reyes", not "Justice Department" or "the president").
    """
    spoken = [w for w in words if w[0].isalnum()]
    lowered = [w.lower() for w in spoken]
    kept = [i for i, w in enumerate(lowered) if w not in _LITTLE]
    while (
        len(kept) > 1
        and lowered[kept[0]] in TITLES
        and spoken[kept[1]][0].isupper()
        and not any(lowered[k] in _BODIES for k in kept[1:3])
    ):
        kept = kept[1:]
    return tuple(lowered[i] for i in kept) or tuple(lowered)


def mention_of(words: Sequence[str], start: int, end: int, cue: int, quoted: bool) -> Mention:
    """Describe the mention ``words[start:end]`` of an article's token strings."""
    own = words[start:end]
    phrase = list(takewhile(lambda w: w.lower() not in _BEHIND, own))
    # The first word may be a capital for beginning its sentence.
    capitals = any(w[0].isupper() for w in phrase[1:])
    form = _form(own)
    return Mention(
        start=start,
        end=end,
        cue=cue,
        form=form,
        words=bare_words(own),
        gender=_GENDERS.get(form, Gender.UNKNOWN),
        quoted=quoted,
        capitalised=capitals,
        head_end=start + len(phrase),
    )


def name_of(words: Sequence[str], start: int, end: int, kind: int, quoted: bool) -> NameSpan:
    """Describe the name ``words[start:end]`` of an article's token strings, of a `NameKind`."""
    before = {w.lower() for w in words[max(0, start - 2) : start + 1]}
    gender = Gender.UNKNOWN
    if before & (_MALE | _FEMALE):
        gender = Gender.MALE if before & _MALE else Gender.FEMALE
    own = words[start:end]
    spoken = [w for w in own if w[0].isalpha() and w.lower() not in ("the", "s")]
    every = "".join(w[0] for w in spoken).lower()
    capitals = "".join(w[0] for w in spoken if w[0].isupper()).lower()
    return NameSpan(start, end, NameKind(kind), bare_words(own), gender, quoted, (every, capitals))


def _form(words: Sequence[str]) -> MentionForm:
    if not words:
        return MentionForm.ELIDED
    first = words[0].lower()
    if len(words) == 1 and first in _PRONOUNS:
        return _PRONOUNS[first]
    if first in _DEFINITE:
        return MentionForm.DEFINITE
    if first in _INDEFINITE:
        return MentionForm.INDEFINITE
    return MentionForm.NAME if any(w[0].isupper() for w in words[-2:]) else MentionForm.OTHER
