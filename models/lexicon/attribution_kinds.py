"""Kind of an attribution: said, written in a document, or only thought.

*document*: a document, poll or data set is the source, with any cue. *thought*: the cue
reports what somebody believes, wants, feels, knows or stands for ("hopes", "is worried",
"supports"), which need not have been uttered. *speech*: everything else, that is, what was
said or done in public ("wrote", "tweeted" and "endorsed" too), and cues without words.
"""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.models.labels import Code, Kind
from onrecord.models.lexicon.cues import HEDGES, SKIPPED, SPEECH, THOUGHT
from onrecord.models.lexicon.nouns import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PERSON_NOUNS,
    head_noun,
    singular_of,
)
from onrecord.models.lexicon.word_lists import form_table
from onrecord.models.types import Span

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")

_SPEAKERS: Final = PERSON_NOUNS | BODY_NOUNS


def kind_of(text: str, cue: Sequence[Span], source: Sequence[Span], code: Code) -> Kind:
    """The kind of the attribution whose cue and source words are the given spans of `text`.

    The first word of the cue that the lexicon knows decides between speech and thought.
    """
    words = " ".join(text[start:end] for start, end in source)
    if code == "D" or _is_document(words, code):
        return "document"
    found = cue_kind(" ".join(text[start:end] for start, end in cue))
    return found or "speech"


def _is_document(source: str, code: Code) -> bool:
    """Whether an unidentified source, or one read off its words alone, is a document."""
    head = None if code in ("X", "N", "A") else head_noun(source)
    if head is None:
        return False
    noun = singular_of(head)
    if code == "Q":
        return noun not in _SPEAKERS
    return noun in DOCUMENT_NOUNS and noun not in _SPEAKERS


def cue_kind(cue: str) -> Kind | None:
    """Speech or thought by the words of a cue alone, None where the lexicon knows none of them.

    Of the 19,868 cues of PolNeAR's training articles the lexicon knows 90 %; the rest are
    mostly marks and prepositions ("in", "for").
    """
    hedged: Kind | None = None
    for match in _WORD.finditer(cue.lower()):
        forms = base_forms(match.group())
        if not HEDGES.isdisjoint(forms):
            hedged = "thought"
        elif forms[0] in SPEECH:
            return "speech"
        elif forms[0] in THOUGHT:
            return "thought"
        elif forms[0] in SKIPPED:
            continue
        elif not THOUGHT.isdisjoint(forms):
            return "thought"
        elif not SPEECH.isdisjoint(forms):
            return "speech"
    return hedged


_IRREGULAR: Final = form_table("cues.irregular")


def base_forms(word: str) -> list[str]:
    """What a lower-case word may be a form of, the word itself first."""
    forms = [word]
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        forms += [stem, stem + "e"]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            forms.append(stem[:-1])
        if stem.endswith("i"):
            forms.append(stem[:-1] + "y")
    return forms
