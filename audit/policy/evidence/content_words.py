"""The words of a passage that carry its content."""

import re
from collections.abc import Iterable
from typing import Final

from onrecord.models.lexicon.word_lists import word_list

_COMMON: Final = word_list("rules.common")


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say what they are about, cut to their stems."""
    words = re.findall(r"[^\W_]{3,}", " ".join(texts).lower())
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    """A word without its commonest endings, so that "mugged" meets "mugging" and "muggers"."""
    short = re.sub(r"(?:ing|ers?|ed|es|s|ly)$", "", word) if len(word) > 5 else word.rstrip("s")
    return re.sub(r"([^aeiou])\1$", r"\1", short)[:7]
