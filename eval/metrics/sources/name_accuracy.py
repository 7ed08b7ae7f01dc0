"""Name accuracy: whether a found attribution of a named source names the right one."""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from onrecord.eval.matching import Pair
from onrecord.eval.metrics.base import Metric, Sums, Values, divide
from onrecord.models.labels import LABEL_OF_CODE
from onrecord.models.text.words import WORD

ARTICLES: Final = frozenset({"a", "an", "the"})
SUFFIXES: Final = frozenset({"jr", "sr"})
#: Words that may stand before a name without being part of it, case folded.
TITLE: Final = re.compile(
    r"""
    mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|madam|rev|reverend|hon|honou?rable
    |president|vice|senators?|sen|representatives?|reps?|congressman|congresswoman
    |gov|governor|lt|lieutenant|mayor|secretary|minister|prime|chancellor|speaker
    |chair|chairman|chairwoman|judge|justice|attorney|ambassador|general|gen|colonel|col
    |major|maj|captain|capt|sergeant|sgt|commander|cmdr|admiral|adm|officer|detective|sheriff
    |chief|king|queen|prince|princess|pope|cardinal|archbishop|bishop|father|brother|sister
    |saint|st
    """,
    re.VERBOSE,
)


def name_words(name: str) -> frozenset[str]:
    """The words of a name, case folded, without titles and articles.

    A title stands before a name, so that the last word is none (Larry King, Jim Justice,
    "the President"). It is apart from the linker's notion of names, which may change.
    """
    words = [word.casefold() for word in WORD.findall(name)]
    kept = [word for word in words if word not in ARTICLES and word not in SUFFIXES]
    return frozenset(
        word for i, word in enumerate(kept, start=1) if i == len(kept) or not TITLE.fullmatch(word)
    )


def same_name(one: str, other: str) -> bool:
    """Whether the words of one name are, or contain, those of the other; never for empty names."""
    a, b = name_words(one), name_words(other)
    return bool(a and b) and (a <= b or b <= a)


def full_name(one: str, other: str) -> bool:
    """Whether two names have the same words; never for empty names."""
    words = name_words(one)
    return bool(words) and words == name_words(other)


class NameAccuracy(Metric):
    """Share of the found attributions of named sources (gold P, O, D) with the right name.

    The predicted source's name is compared with gold's canonical as sets of words without
    titles and articles. *accuracy*: they are equal, or one is contained in the other;
    *full_accuracy*: they are equal, so that neither "Brook" for "Ada Brook" nor a name with
    a word too many will do. No predicted source, no name.
    """

    name: ClassVar[str] = "name"
    size: ClassVar[int] = 3

    def count(self, pair: Pair) -> Sequence[float]:
        """Names right, full names right, found attributions of named sources."""
        right = full = total = 0
        for match in pair.matches:
            gold, _ = pair.attribution_pair(match)
            if gold.code is None or LABEL_OF_CODE[gold.code] != "named" or not gold.canonical:
                continue
            total += 1
            source = pair.predicted_source(match)
            name = source.name if source else ""
            right += same_name(name, gold.canonical)
            full += full_name(name, gold.canonical)
        return [right, full, total]

    def values(self, sums: Sums) -> Values:
        """The two accuracies and the number they are over."""
        return {
            "accuracy": divide(sums[..., 0], sums[..., 2]),
            "full_accuracy": divide(sums[..., 1], sums[..., 2]),
            "found": sums[..., 2],
        }
