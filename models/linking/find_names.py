"""The names of an article, as the name head marks them and as the text has them whole."""

from collections.abc import Sequence
from typing import Final

from onrecord.models.lexicon.names import PARTICLES
from onrecord.models.network.mention_features import NameSpan, name_of
from onrecord.models.network.outputs import MentionScores, TokenScores
from onrecord.models.network.tags import NameKind, spans_of_tags
from onrecord.models.text.tokens import Gap, Tokens

_APOSTROPHES: Final = ("'", "’")
#: What closes a nickname, by what opens it.
_CLOSING: Final = {"“": "”", '"': '"', "‘": "’", "'": "'"}


def find_names(tokens: Tokens, scores: TokenScores | MentionScores) -> list[NameSpan]:
    """Names as the name head marks them, made whole; of two that then overlap, the first.

    Words without a capital ("office", in "Quill's office") describe their bearer and name nobody.
    """
    names: list[NameSpan] = []
    for start, end, kind in spans_of_tags(scores.names.argmax(1)):
        if names and start < names[-1].end:
            continue
        last = names[-1].end if names else 0
        start, end = _firm(tokens, start, last), _whole(tokens, end)
        if kind == NameKind.PERSON:
            start = _first_initial(tokens, start, last)
            end = _behind_nickname(tokens, start, end)
        if all(map(str.islower, filter(str.isalpha, tokens.words[start:end]))):
            continue
        if start == last and names and _is_one(tokens, names[-1], end, kind):
            start = names.pop().start
        names.append(name_of(tokens.words, start, end, kind, tokens.is_quoted(start)))
    return names


def _is_one(tokens: Tokens, name: NameSpan, end: int, kind: int) -> bool:
    """Whether what is marked from there to `end` goes on with a person's name ("Rand" | "Paul").

    Two people don't stand beside each other with nothing but a blank between them. In a quotation
    the first may be what the speaker makes of the second ("Crooked" | "Jo Lanyon").
    """
    return (
        kind == name.kind == NameKind.PERSON
        and not name.quoted
        and tokens.gap[name.end] == Gap.SPACE
        and (name.end - name.start == 1 or _is_initials(tokens.words[name.start : name.end]))
        and all(word.istitle() for word in tokens.words[name.end : end])
    )


def _is_initials(words: Sequence[str]) -> bool:
    return all(word == "." or len(word) == 1 for word in words)


def _behind_nickname(tokens: Tokens, start: int, end: int) -> int:
    """The end of a name with a nickname in quotation marks (Robert “Reedy” Delmarsh)."""
    words, gap = tokens.words, tokens.gap
    # The mark may have been taken for a part of the name, with what stands behind it.
    marks = (i for i in range(start + 1, min(end + 1, len(words))) if words[i] in _CLOSING)
    at = next(marks, None)
    if at is None or gap[at] != Gap.SPACE:
        return end
    closing = _CLOSING[words[at]]
    # A nickname has one word or two.
    closes = next((i for i in (at + 2, at + 3) if words[i : i + 1] == [closing]), None)
    if closes is None or not all(word.istitle() for word in words[at + 1 : closes]):
        return end
    behind = closes + 1
    if (
        behind < end
        or behind >= len(words)
        or gap[behind] != Gap.SPACE
        or not words[behind].istitle()
    ):
        return end
    return _whole(tokens, behind + 1)


def _firm(tokens: Tokens, start: int, last: int) -> int:
    """The start of a name that began before an ampersand ("Pell & Strand"), not before `last`."""
    while (
        start - 2 >= last and tokens.words[start - 1] == "&" and tokens.words[start - 2].istitle()
    ):
        start -= 2
    return start


def _first_initial(tokens: Tokens, start: int, last: int) -> int:
    """The start of a person's name with all its initials ("R. K. Vale"), not before `last`."""
    words, gap = tokens.words, tokens.gap

    def is_initial(at: int) -> bool:
        letter = words[at]
        dotted = words[at + 1 : at + 2] == ["."] and gap[at + 1] == Gap.NONE
        return len(letter) == 1 and letter.isupper() and dotted

    # Before a surname, a letter may have ended the sentence before ("plan B. Vale said …").
    while start - 2 >= last and is_initial(start) and is_initial(start - 2):
        start -= 2
    return start


def _whole(tokens: Tokens, end: int) -> int:
    """The end of a name that goes on behind a hyphen, ampersand, apostrophe or particle.

    ("Geun-hye", "Pell & Strand", "Dell'Acqua", "van der Meer")
    """
    words, gap = tokens.words, tokens.gap
    while end + 1 < len(words) and words[end] == "&" and words[end + 1].istitle():
        end += 2
    while end < len(words) and gap[end] == Gap.NONE:
        mark = words[end] if end + 1 < len(words) and gap[end + 1] == Gap.NONE else ""
        if mark == "-" or (mark in _APOSTROPHES and words[end + 1][:1].isupper()):
            end += 2
        elif words[end - 1] == "-":
            end += 1
        else:
            break
    while end < len(words) and words[end - 1].lower() in PARTICLES and words[end].istitle():
        end += 1
    return end
