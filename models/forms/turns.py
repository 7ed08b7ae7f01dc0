"""Turns that labels open, as in transcripts and labelled interviews."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.models.config import FormConfig
from onrecord.models.forms.turn_labels import ANSWERERS, ASKERS, Label, label_at, speakers_of
from onrecord.models.forms.types import Forms, Turn
from onrecord.models.types import Span

#: "(Laughter.)", "[Recess]": nobody's words.
_STAGE: Final = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our)\b")
#: What ends a sentence, or a label that stands on a line of its own.
_CLOSED: Final = re.compile(r"[.?!…:—–-][\"”’')\]*]*$")
_ASKED: Final = re.compile(r"\?[\"”’')\]]*$")
_WORD: Final = re.compile(r"[\w’'&-]+")


class _Labelled(NamedTuple):
    """A paragraph that a label opens."""

    paragraph: int
    label: Label
    speaker: str


def labelled_turns(text: str, paragraphs: Sequence[Span], config: FormConfig) -> Forms | None:
    """The turns of a text whose paragraphs are labelled with who speaks; None: it has none.

    A turn goes on over paragraphs without a label up to the next one. Behind the last label it
    does only where paragraphs within the other turns do, or where somebody goes on in the first
    person. Time is linear in the text.
    """
    found = [
        (number, label)
        for number, (start, end) in enumerate(paragraphs)
        if (label := label_at(text, start, end)) is not None
        # "Trump: ‘I’m the Worst …’" at the top is a headline.
        if number or _CLOSED.search(text, start, end)
    ]
    if len(found) < config.least_turns:
        return None
    speakers = speakers_of([label for _, label in found])
    labelled = [_Labelled(n, lb, s) for (n, lb), s in zip(found, speakers, strict=True)]
    labelled = _conversation(labelled, config)
    if not labelled:
        return None
    mentions = _Mentions(text, [one.label.span for one in labelled])
    if not _is_conversation(text, paragraphs, labelled, mentions, config):
        return None
    pieces = [_pieces(text, paragraphs, labelled, k) for k in range(len(labelled))]
    asking = _asking(text, labelled, pieces, mentions, config)
    letters = any(one.speaker in ANSWERERS or one.speaker in asking for one in labelled)
    turns = [
        Turn(
            form="interview" if letters else "transcript",
            label=one.label.span,
            content=content,
            speaker="" if one.speaker in ANSWERERS else one.speaker,
            asks=one.speaker in asking,
        )
        for one, content in zip(labelled, pieces, strict=True)
        if content
    ]
    return Forms(turns, (0, paragraphs[labelled[0].paragraph][0])) if turns else None


def _conversation(labelled: list[_Labelled], config: FormConfig) -> list[_Labelled]:
    """The labels of speakers: not those that stand alone, far from the others' turns."""
    counts = Counter(one.speaker for one in labelled)
    kept: list[_Labelled] = []
    for k, one in enumerate(labelled):
        beside = labelled[max(0, k - 1) : k] + labelled[k + 1 : k + 2]
        near = any(abs(o.paragraph - one.paragraph) <= config.turn_paragraphs for o in beside)
        often = counts[one.speaker] > 1 or len(labelled) > config.least_turns
        if near and (often or len(counts) == len(labelled) == config.least_turns):
            kept.append(one)
    return kept


def _is_conversation(
    text: str,
    paragraphs: Sequence[Span],
    labelled: Sequence[_Labelled],
    mentions: "_Mentions",
    config: FormConfig,
) -> bool:
    """Whether labels are those of people who take turns, not of facts in a box or of headlines."""
    counts = Counter(one.speaker for one in labelled)
    closed = sum(_CLOSED.search(text, *paragraphs[one.paragraph]) is not None for one in labelled)
    if closed < config.closed_share * len(labelled):
        return False
    if counts.keys() & ASKERS and counts.keys() & ANSWERERS:
        return True
    if len(counts) < 2:
        return False
    # "Jeb Bush: Student loans …" is a list of whom it tells of.
    spans = [(one.label.behind, paragraphs[one.paragraph][1]) for one in labelled]
    personal = sum(_FIRST_PERSON.search(text, *span) is not None for span in spans)
    shouted = sum(text[slice(*one.label.span)].isupper() for one in labelled)
    least = config.personal_share * len(labelled)
    if personal < least and shouted < len(labelled):
        return False
    if all(mentions.of(one.label) for one in labelled):
        return True
    return len(counts) <= config.speakers_share * len(labelled)


class _Mentions:
    """How a text mentions the names of labels elsewhere than in labels."""

    def __init__(self, text: str, labels: Sequence[Span]) -> None:
        self._before: dict[str, list[str]] = {}
        starts = [start for start, _ in labels]
        last = ""
        for match in _WORD.finditer(text):
            word = match[0]
            at = bisect_left(starts, match.start() + 1) - 1
            in_label = at >= 0 and match.start() < labels[at][1]
            if not in_label and word[0].isupper():
                bare = word.removesuffix("’s").removesuffix("'s").casefold()
                self._before.setdefault(bare, []).append(last)
            last = word

    def of(self, label: Label) -> list[str]:
        """The words before each mention of the last word of a label's name."""
        return self._before.get(label.key[-1], [])

    def as_person(self, label: Label) -> bool:
        """Whether a name or a title stands before one of them: "Gabriela Sorrentino"."""
        before = [w for w in self.of(label) if w[:1].isupper() and w.casefold() != "the"]
        return label.titled or len(label.key) > 1 or bool(before)


def _pieces(
    text: str, paragraphs: Sequence[Span], labelled: Sequence[_Labelled], k: int
) -> list[Span]:
    """The spoken words of turn `k`: what is behind its label, and the paragraphs it goes on in."""
    one = labelled[k]
    start, end = one.label.behind, paragraphs[one.paragraph][1]
    spoken = text[start:end].strip() and not _STAGE.fullmatch(text, start, end)
    pieces = [(start, end)] if spoken else []
    is_last = k + 1 == len(labelled)
    following = len(paragraphs) if is_last else labelled[k + 1].paragraph
    for number in range(one.paragraph + 1, following):
        span = paragraphs[number]
        if _STAGE.fullmatch(text, *span) or (pieces and not _CLOSED.search(text, *span)):
            continue
        if pieces and is_last and not _FIRST_PERSON.search(text, *span):
            break
        pieces.append(span)
    return pieces


def _asking(
    text: str,
    labelled: Sequence[_Labelled],
    pieces: Sequence[Sequence[Span]],
    mentions: _Mentions,
    config: FormConfig,
) -> set[str]:
    """The speakers that are an interviewer without a name: "Q", or the paper that asks."""
    turns: dict[str, list[bool]] = {}
    by_name: dict[str, Label] = {}
    for one, content in zip(labelled, pieces, strict=True):
        asked = bool(content) and _ASKED.search(text, *content[-1]) is not None
        turns.setdefault(one.speaker, []).append(asked)
        by_name[one.speaker] = one.label
    found = {speaker for speaker in turns if speaker in ASKERS}
    for speaker, ends_asking in turns.items():
        label = by_name[speaker]
        if mentions.as_person(label) or not mentions.of(label):
            continue
        if sum(ends_asking) >= config.asking_share * len(ends_asking):
            found.add(speaker)
    return found
