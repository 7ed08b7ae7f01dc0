"""The `quotes` reference: text in quotation marks is said by the nearest name."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.eval.references.drafts import Draft, analysis_of_drafts
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, Span

#: Fewer words in quotation marks are a title or a word held at arm's length.
FEWEST_WORDS: Final = 3
_NAME: Final = re.compile(
    r"\b[A-Z][\w'’-]{0,40}[a-z][\w-]*(?:\s+(?:[A-Z]\.|[A-Z][\w'’-]{0,40}[a-z][\w-]*))*"
)
#: Capitalised for their place in the sentence or the calendar, not because they name someone.
_NO_NAME: Final = re.compile(
    r"(?:The|A|An|But|And|In|On|At|As|He|She|It|They|We|I|His|Her|Their|That|This|These|Those|If"
    r"|When|While|After|Before|Since|For|With|By|To|From|Of|So|Yet|Or|Not|No|Some|Many|Most|What"
    r"|Who|How|Why|Where|There|Then|Now|Still|Also|Asked|Mr|Mrs|Ms|Dr"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b\.?\s*"
)


class Quotes:
    """One attribution a quotation of three words and more, to the name nearest to it.

    Names are runs of capitalised words outside quotation marks, in the quotation's paragraph
    or, where that has none, before it. There is no cue.
    """

    name = "quotes"
    note = "Text in quotation marks, attributed to the nearest name; no training, no sectors."

    def predict(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text."""
        return [self._analyse(text) for text in texts]

    def _analyse(self, text: str) -> Analysis:
        view = TextView(text)
        quoted = view.quotations
        names = names_outside(text, quoted)
        drafts = []
        for start, end in quoted:
            if len(word_spans(text, start, end)) >= FEWEST_WORDS:
                source = _nearest((start, end), names, view.paragraphs)
                drafts.append(Draft(source=source, content=[(start, end)]))
        return analysis_of_drafts(text, drafts)


def names_outside(text: str, quoted: Sequence[Span]) -> list[Span]:
    """Runs of capitalised words of `text` that stand outside the quotations, in text order."""
    names = []
    for match in _NAME.finditer(text):
        start = match.start()
        while start < match.end() and (word := _NO_NAME.match(text, start, match.end())):
            start = word.end()
        inside = any(s < match.end() and match.start() < e for s, e in quoted)
        if start < match.end() and not inside:
            names.append((start, match.end()))
    return names


def _nearest(quotation: Span, names: Sequence[Span], paragraphs: Sequence[Span]) -> Span | None:
    start, end = quotation
    own = next((p for p in paragraphs if p[0] <= start < p[1]), (0, end))
    inside = [name for name in names if own[0] <= name[0] < own[1]]
    near = inside or [name for name in names if name[1] <= start][-1:]
    if not near:
        return None
    return min(near, key=lambda name: name[0] - end if name[0] >= end else start - name[1])
