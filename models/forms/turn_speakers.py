"""Whom the label of a turn, or an interview without labels, stands for: a name in the text."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from onrecord.models.decoding.relations import TokenSpan
from onrecord.models.forms.turn_labels import label_at
from onrecord.models.forms.types import Forms, Turn
from onrecord.models.lexicon.word_lists import word_list
from onrecord.models.network.mention_features import TITLES, NameSpan
from onrecord.models.network.tags import NameKind
from onrecord.models.text.tokens import Tokens
from onrecord.models.types import Span

#: Who asks for a living, right before a name.
_ASKING: Final = word_list("turns.interviewers")
_SPOKE: Final = re.compile(
    r"\b(?:sp(?:oke|eaks?)|talk(?:s|ed)?|chat(?:s|ted)?|sat down|sits down|caught up|met"
    r"|interview(?:s|ed)|asked|questioned|conversation)\b"
)
_BYLINE: Final = re.compile(r"\s*(?:Interview |Words |Story )?(?:[Bb]y|BY) ")


class Speakers:
    """Where the people who speak in `forms` are named; spans are tokens.

    `names` are all names of the text, in text order.
    """

    def __init__(self, text: str, tokens: Tokens, forms: Forms, names: Sequence[NameSpan]) -> None:
        self._text, self._tokens, self._forms = text, tokens, forms
        labels = [turn.label for turn in forms.turns if turn.label is not None]
        starts = [span[0] for span in labels]
        self._people = [
            name
            for name in names
            if name.kind == NameKind.PERSON and not self._in_any(name, labels, starts)
        ]

    def of(self, turn: Turn) -> TokenSpan | None:
        """The mention that tells best who speaks in `turn`; None: only its label does."""
        if turn.form == "card":
            return None
        if turn.form == "line":
            return self._holder(turn)
        if not turn.speaker:
            return self._interviewee()
        if turn.label is None:
            return None
        label = label_at(self._text, turn.label[0], len(self._text))
        key = label.key if label else ()
        own = [name for name in self._people if key and set(key) <= set(name.words)]
        if not own and len(key) == 1 and 2 <= len(key[0]) <= 3:
            own = [name for name in self._people if key[0] in name.initials]
        if not own or len({name.words[-1] for name in own}) > 1:
            return None
        most = max(len(name.words) for name in own)
        fullest = [name for name in own if len(name.words) == most]
        if len({name.words for name in fullest}) > 1:
            return None
        return self._titled(fullest[0])

    def _holder(self, turn: Turn) -> TokenSpan | None:
        """The one person whose name has the office before it that a line gives: "the mayor"."""
        article, _, office = turn.speaker.rpartition(" ")
        if article != "the":
            return None
        words = self._tokens.words
        own = [n for n in self._people if n.start and words[n.start - 1].casefold() == office]
        if len({name.words[-1] for name in own}) != 1:
            return None
        return self._titled(max(own, key=lambda name: len(name.words)))

    def _interviewee(self) -> TokenSpan | None:
        """The person introduced: not the interviewer; of the others, the one most is said about."""
        first, last = self._forms.introduction
        spans = self._tokens.spans
        people = [n for n in self._people if first <= spans[n.start][0] < last]
        people = [name for name in people if not self._asks(name)]
        full = [name for name in people if len(name.words) > 1] or people
        if not full:
            return None
        spoken_to = [name for name in full if self._is_spoken_to(name, people)]
        counts = Counter(name.words[-1] for name in people)
        best = max(spoken_to or full, key=lambda name: counts[name.words[-1]])
        return self._titled(best)

    def _asks(self, name: NameSpan) -> bool:
        words, spans = self._tokens.words, self._tokens.spans
        before = [w.lower() for w in words[max(0, name.start - 1) : name.start]]
        line = self._text.rfind("\n", 0, spans[name.start][0]) + 1
        return bool(_ASKING.intersection(before)) or bool(_BYLINE.match(self._text, line))

    def _is_spoken_to(self, name: NameSpan, people: Sequence[NameSpan]) -> bool:
        """Whether the text says that the paper or its reporter spoke with `name`."""
        start = self._tokens.spans[name.start][0]
        sentence = max(self._text.rfind(mark, 0, start) for mark in (". ", "? ", "\n")) + 1
        verb = _SPOKE.search(self._text, sentence, start)
        if verb is None:
            return False
        subject = range(sentence, verb.start())
        return not any(self._tokens.spans[other.start][0] in subject for other in people)

    def _titled(self, name: NameSpan) -> TokenSpan:
        """A name with the titles right before it ("Sen. Amadou Lindgren")."""
        words, start = self._tokens.words, name.start
        while start:
            back = 2 if words[start - 1] == "." and start > 1 else 1
            title = words[start - back]
            if title.lower() not in TITLES or not title[0].isupper():
                break
            start -= back
        return start, name.end

    def _in_any(self, name: NameSpan, labels: Sequence[Span], starts: Sequence[int]) -> bool:
        from bisect import bisect_right

        at = self._tokens.spans[name.start][0]
        number = bisect_right(starts, at) - 1
        return number >= 0 and at < labels[number][1]
