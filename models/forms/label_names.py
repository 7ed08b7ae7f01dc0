"""The names in labels of turns, which the name head, made for prose, often misses."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.models.decoding.relations import TokenSpan
from onrecord.models.forms.turn_labels import TITLES_OF_LABELS
from onrecord.models.forms.types import Forms
from onrecord.models.lexicon.nouns import BODY_NOUNS, PERSON_NOUNS
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.network.mention_features import NameSpan, name_of
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Tokens

#: Who speaks in transcripts without being named.
_UNNAMED: Final = word_list("turns.unnamed")


def with_label_names(forms: Forms, tokens: Tokens, names: list[NameSpan]) -> list[NameSpan]:
    """`names`, in which every label of a conversation that is a person's name is one."""
    starts, ends = tokens.spans.starts, tokens.spans.ends
    own: list[NameSpan] = []
    held: list[TokenSpan] = []
    for turn in forms.turns:
        if turn.label is None or turn.asks or turn.form not in ("transcript", "interview"):
            continue
        label = bisect_left(starts, turn.label[0]), bisect_right(ends, turn.label[1])
        span = bare_label(label, tokens.words)
        if turn.speaker and span is not None:
            own.append(name_of(tokens.words, *span, NameKind.PERSON, False))
            held.append(label)
    if not own:
        return names

    def is_free(name: NameSpan) -> bool:
        at = bisect_left(held, (name.end, name.end)) - 1
        return at < 0 or held[at][1] <= name.start

    return sorted([*own, *filter(is_free, names)], key=lambda name: name.start)


def bare_label(label: TokenSpan, words: Sequence[str]) -> TokenSpan | None:
    """A label without titles; None if what is left is not a name."""
    start, end = label
    while start < end and _is_title(words[start]):
        start += 1
    while start < end and _is_title(words[end - 1]):
        end -= 1
    left = {word.lower() for word in words[start:end]}
    no_name = _UNNAMED | PERSON_NOUNS | BODY_NOUNS
    return (start, end) if left and left.isdisjoint(no_name) else None


def _is_title(word: str) -> bool:
    return word.lower() in TITLES_OF_LABELS or not word[0].isalnum()
