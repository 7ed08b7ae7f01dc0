"""Labels that open a turn: "CHAIRMAN DELGADO:", "Q:", "Ruth Kaplinsky:"."""

import re
from typing import Final, NamedTuple

from onrecord.models.lexicon.names import HONORIFICS, PARTICLE, TITLES
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.types import Span

_CAPITAL: Final = r"[^\W\d_a-z][\w.’'&-]*"
_WORD: Final = rf"(?:{_CAPITAL}|{PARTICLE}|of|the|and|for)"
_LABEL: Final = re.compile(
    rf"(?:\*\*)?(?P<label>{_CAPITAL}(?:,? {_WORD}){{0,7}})(?: ?\([^()\n]{{1,60}}\))?"
    r"(?:\*\*)? ?:(?:\*\*)?(?:\s+|(?=[“\"])|$)"
)
#: "Q." and "A." need no colon, nor do they where they stand alone on their line.
_LETTER: Final = re.compile(r"(?:\*\*)?(?P<label>[QA])(?:\*\*)?(?:[.:](?:\*\*)?\s+|[.:]?$)")
_NAME_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
#: What stands beside a name and isn't part of it.
TITLES_OF_LABELS: Final = (HONORIFICS | TITLES | word_list("people.beside_labels")) - word_list(
    "people.surnames"
)
#: Labels of an interviewer who is not named.
ASKERS: Final = word_list("turns.askers")
ANSWERERS: Final = word_list("turns.answerers")
#: Words before a colon that label facts, furniture or parts of a text.
_NO_SPEAKERS: Final = word_list("turns.no_speakers")
#: "Stated Stone: “…”" is a sentence, its cue first.
_CUES: Final = word_list("turns.cues") | word_list("cues.reporting")
_LETTER_OF_WORD: Final = re.compile(r"[^\W\d_]")


class Label(NamedTuple):
    """A label at the head of a paragraph: its words, where the turn begins, and its key.

    `key` are the words of the name without titles, in lower case, or all words where it has
    nothing but titles ("THE COURT").
    """

    span: Span
    behind: int
    key: tuple[str, ...]
    titled: bool


def label_at(text: str, start: int, end: int, longest: int = 90) -> Label | None:
    """The label that opens the paragraph ``text[start:end]``, None where none does.

    It ends within `longest` characters.
    """
    stop = min(end, start + longest)
    if text[start] not in "QA*" and text.find(":", start, stop) < 0:
        return None
    match = _LETTER.match(text, start, end) or _LABEL.match(text, start, stop)
    if match is None or (match.end() == stop < end):
        return None
    # "NOEL KING, HOST" is called by what stands before the comma.
    words = [w.casefold() for w in _NAME_WORD.findall(match["label"].partition(",")[0])]
    if not words or words[0] in _NO_SPEAKERS | _CUES or words[-1] in _NO_SPEAKERS:
        return None
    if match.end() < end and not _LETTER_OF_WORD.search(text, match.end(), end):
        return None
    bare = tuple(w for w in words if w not in TITLES_OF_LABELS)
    return Label(match.span("label"), match.end(), bare or tuple(words), bare != tuple(words))


def speakers_of(labels: list[Label]) -> list[str]:
    """For each label what its speaker is called: one for "Ms. Ann Lum" and "MS. LUM".

    A shorter label is a longer one's where only one longer one ends, or begins, with its words.
    """
    full: dict[tuple[str, ...], tuple[str, ...]] = {}
    keys = list(dict.fromkeys(label.key for label in labels))
    longer: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for key in keys:
        for size in range(1, len(key)):
            for part in (key[-size:], key[:size]):
                longer.setdefault(part, set()).add(key)
    for key in keys:
        wider = longer.get(key, set())
        full[key] = next(iter(wider)) if len(wider) == 1 else key
    return [" ".join(full[label.key]) for label in labels]
