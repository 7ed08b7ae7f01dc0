"""Where source, cue and content are around a reporting verb: patterns over one sentence."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.eval.references.drafts import Draft
from onrecord.eval.references.lexicon import is_reporting, words
from onrecord.models.text.words import count_words
from onrecord.models.types import Span

#: Hearsay with nobody behind it.
AGENTLESS: Final = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly"
    r"|(?:is|are|was|were|been|be)\s+(?:widely\s+)?"
    r"(?:believed|thought|said|rumou?red|reported|considered|seen)(?=\s+(?:to|that|as)\b))",
    re.IGNORECASE,
)
ACCORDING: Final = re.compile(r"\baccording\s+to\b", re.IGNORECASE)

_TOKEN: Final = re.compile(r"\w+(?:[.'’-]\w+)*\.?(?=\s+[A-Z])|\w+(?:[.'’-]\w+)*|[^\w\s]")
_MARKS: Final = frozenset("\"“”‘’'«»")
_STOPS: Final = frozenset(",;:()–—.?!-") | _MARKS
_SPEAKER_LINE: Final = re.compile(r"([A-Z][\w.'’ -]{1,40}?)(:)\s+(?=\S)")
_LONGEST_SOURCE: Final = 25
_FEWEST_WORDS: Final = 2
#: Behind a clause and its cue, so many words are content of their own.
_LONG_TAIL: Final = 8


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    quoted: bool


class Clause:
    """One sentence as tokens that know whether they stand in quotation marks."""

    def __init__(self, text: str, span: Span, quotations: Sequence[Span]) -> None:
        self.text = text
        self.start, self.end = span
        around = [(s, e) for s, e in quotations if s < self.end and e > self.start]
        self.tokens = [
            _Token(*m.span(), m.group(), any(s <= m.start() < e for s, e in around))
            for m in _TOKEN.finditer(text, *span)
        ]

    def span(self, first: int, last: int) -> Span:
        """Characters of the tokens `first` to `last` (half-open)."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def trimmed(self, first: int, last: int, fewest: int = _FEWEST_WORDS) -> Span | None:
        """Those characters without stops at the ends; None where fewer words than `fewest`."""
        tokens = self.tokens
        outer = _STOPS - _MARKS
        while first < last and tokens[first].word in outer and not tokens[first].quoted:
            first += 1
        while first < last and tokens[last - 1].word in outer and not tokens[last - 1].quoted:
            last -= 1
        if first >= last or count_words(self.text, [self.span(first, last)]) < fewest:
            return None
        return self.span(first, last)

    def quoted_at(self, offset: int) -> bool:
        """Whether the token at that character stands in quotation marks."""
        return any(t.quoted for t in self.tokens if t.start <= offset < t.end)

    def stop_after(self, first: int) -> int:
        """Index of the first stop, quotation or clause word at or after token `first`."""
        for i in range(first, len(self.tokens)):
            token = self.tokens[i]
            if token.quoted or token.word in _STOPS or token.word.lower() in words("clause"):
                return i
        return len(self.tokens)


def drafts_of(clause: Clause) -> list[Draft]:
    """The attributions of a sentence: by the first pattern that fits."""
    for pattern in (_speaker_line, _according, _verbs, _agentless):
        drafts = pattern(clause)
        if drafts:
            return drafts
    return []


def _speaker_line(clause: Clause) -> list[Draft]:
    match = _SPEAKER_LINE.match(clause.text, clause.start, clause.end)
    if match is None or not match[1].isupper():
        return []
    content = (match.end(), clause.end)
    return [Draft(source=match.span(1), cue=[match.span(2)], content=[content])]


def _according(clause: Clause) -> list[Draft]:
    for match in ACCORDING.finditer(clause.text, clause.start, clause.end):
        first = next((i for i, t in enumerate(clause.tokens) if t.start >= match.end()), None)
        if first is None or clause.tokens[first].quoted:
            continue
        stop = clause.stop_after(first)
        begin = next(i for i, t in enumerate(clause.tokens) if t.start >= match.start())
        before = clause.trimmed(0, begin)
        content = before or clause.trimmed(stop, len(clause.tokens))
        if stop > first and content is not None:
            source = clause.span(first, stop)
            return [Draft(source=source, cue=[match.span()], content=[content])]
    return []


def _agentless(clause: Clause) -> list[Draft]:
    for match in AGENTLESS.finditer(clause.text, clause.start, clause.end):
        if any(t.quoted for t in clause.tokens if t.start == match.start()):
            continue
        begin = next(i for i, t in enumerate(clause.tokens) if t.start >= match.start())
        stop = sum(t.start < match.end() for t in clause.tokens)
        pieces = (clause.trimmed(0, begin, 1), clause.trimmed(stop, len(clause.tokens), 1))
        content = [piece for piece in pieces if piece is not None]
        if content:
            return [Draft(cue=[match.span()], content=content, code="N")]
    return []


def _verbs(clause: Clause) -> list[Draft]:
    for i in range(len(clause.tokens)):
        draft = _around(clause, i) if _is_verb(clause, i) else None
        if draft is not None:
            return _coordinated(clause, i, draft)
    return []


def _is_verb(clause: Clause, i: int) -> bool:
    token = clause.tokens[i]
    after = clause.tokens[i - 1].word.lower() if i else ""
    return not token.quoted and is_reporting(token.word) and after not in words("no_verb_after")


def _coordinated(clause: Clause, verb: int, draft: Draft) -> list[Draft]:
    """The attribution, and those of further verbs of its subject ("says … but argues …")."""
    drafts = [draft]
    begin = verb + 1
    for i in range(verb + 2, len(clause.tokens)):
        start = i
        while start and clause.tokens[start - 1].word.lower() in words("auxiliaries"):
            start -= 1
        joined = clause.tokens[start - 1].word.lower() in {"and", "but"}
        behind = drafts[-1].content[-1][0] >= clause.tokens[begin - 1].end
        if not (joined and behind and _is_verb(clause, i)):
            continue
        before, after = clause.trimmed(begin, start - 1), _reported(clause, i, i + 1)
        if before is not None and after is not None:
            drafts[-1].content[-1] = before
            cue = clause.span(start, i + 1)
            drafts.append(Draft(source=draft.source, cue=[cue], content=[after]))
            begin = i + 1
    return drafts


def _around(clause: Clause, verb: int) -> Draft | None:
    """The attribution whose cue ends with the token `verb`; None where it has no subject."""
    cue = verb
    while cue and clause.tokens[cue - 1].word.lower() in words("auxiliaries"):
        cue -= 1
    subject = _subject_before(clause, cue)
    after = verb + 1
    if subject is None:
        stop = clause.stop_after(after)
        if cue == 0 or stop == after or not _closes(clause, cue - 1):
            return None
        subject, after = (after, stop), stop
        lead = clause.trimmed(0, cue)
    else:
        lead = clause.trimmed(0, subject[0]) if _closes(clause, subject[0] - 1) else None
    tail = _reported(clause, verb, after)
    lead_is_quoted = lead is not None and clause.quoted_at(lead[1] - 1)
    tail_is_quoted = tail is not None and clause.quoted_at(tail[0])
    if lead is not None and lead_is_quoted:
        content = [lead, *([tail] if tail is not None and tail_is_quoted else [])]
    elif lead is not None and (tail is None or count_words(clause.text, [tail]) < _LONG_TAIL):
        content = [lead]
    elif tail is not None:
        content = [tail]
    else:
        return None
    return Draft(source=clause.span(*subject), cue=[clause.span(cue, verb + 1)], content=content)


def _closes(clause: Clause, i: int) -> bool:
    """Whether token `i` ends reported words: a quotation, or a clause with a comma."""
    if i < 1:
        return False
    token, before = clause.tokens[i], clause.tokens[i - 1]
    return token.quoted or token.word in _MARKS or (token.word == "," and i >= 3) or before.quoted


def _subject_before(clause: Clause, end: int) -> tuple[int, int] | None:
    """Token range of the noun phrase before token `end`, an apposition included."""
    tokens = clause.tokens
    first = end
    if first and tokens[first - 1].word == "," and not tokens[first - 1].quoted:
        commas = [i for i in range(first - 1) if tokens[i].word == "," and not tokens[i].quoted]
        if not commas or any(t.quoted for t in tokens[commas[-1] : first]):
            return None
        first = commas[-1]
    while first and not (
        tokens[first - 1].quoted
        or tokens[first - 1].word in _STOPS
        or tokens[first - 1].word.lower() in words("clause")
    ):
        first -= 1
    while first < end and tokens[first].word.lower() in (words("clause") | words("auxiliaries")):
        first += 1
    if first >= end or end - first > _LONGEST_SOURCE or tokens[first].word == ",":
        return None
    stop = end - (tokens[end - 1].word == ",")
    return first, stop


def _reported(clause: Clause, verb: int, after: int) -> Span | None:
    """What stands behind the cue, without the listener that some verbs name first."""
    tokens = clause.tokens
    if tokens[verb].word.lower() in words("with_listener") and after == verb + 1:
        for i in range(after, min(after + 8, len(tokens))):
            if (
                tokens[i].quoted
                or tokens[i].word in ",:"
                or tokens[i].word.lower() in words("clause")
            ):
                return clause.trimmed(i, len(tokens))
    return clause.trimmed(after, len(tokens))
