"""The words of a passage that carry its content."""

import re
from collections.abc import Iterable
from typing import Final

from onrecord.models.lexicon.word_sets import word_set

_COMMON: Final = word_set(
    """
    all and any are but can did for had has her him his how its may new not now off one our out own
    she the too two was way who why you
    about above after again against also although among another around because been before
    being between both could does doing down during each even ever every from further have
    having here into itself just like made make many more most much must never only other over
    said same says several should since some still such than that their them then there these
    they this those though through today under until upon very week were what when where which
    while will with within without would year years yesterday
    """
)


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say what they are about, cut to their stems."""
    words = re.findall(r"[^\W_]{3,}", " ".join(texts).lower())
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    """A word without its commonest endings, so that "mugged" meets "mugging" and "muggers"."""
    short = re.sub(r"(?:ing|ers?|ed|es|s|ly)$", "", word) if len(word) > 5 else word.rstrip("s")
    return re.sub(r"([^aeiou])\1$", r"\1", short)[:7]
