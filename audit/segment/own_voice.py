"""The wording of an article in its writer's own voice, by which its genre is told."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log
from typing import Final

from onrecord.audit.schema.audit import Sentence
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution, Span, Wording

#: What `Wording.measures` are, in their order.
MEASURES: Final = (
    "contractions",
    "negations",
    "questions",
    "exclamations",
    "sentence length",
    "paragraph length",
    "length",
    "word length",
    "attributions",
    "words of saying",
    "headline length",
    "headline asks",
)
_WORD: Final = re.compile(r"\w[\w’']*")
_TITLE_WORD: Final = re.compile(r"\w[\w’']*|\?")
#: A label of the kind says what the genre is: it tells nothing of a headline's wording.
_LABEL: Final = re.compile(r"(?:opinions?|analysis|commentary|column)\b\W*", re.IGNORECASE)
_NEGATIONS: Final = frozenset({"no", "not", "never", "nothing", "nor", "none", "cannot"})
_SAYING: Final = ("said", "says", "told", "tells", "added", "according")
_OWN_ZONES: Final = ("body", "question")


def wording_of(
    view: TextView,
    title: str,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
) -> Wording:
    """What the writer says in no quotation and no attribution, and how the article is built."""
    text = view.text
    taken = _joined([*view.quotations, *(span for one in attributions for span in one.content)])
    own = [s for s in sentences if s.zone in _OWN_ZONES]
    counts: Counter[str] = Counter()
    said = asked = exclaimed = 0
    for sentence in own:
        words = [
            _plain(word)
            for start, end in _outside(sentence.span, taken)
            for word in _WORD.findall(text[start:end])
        ]
        if not words:
            continue
        counts.update(words)
        said += 1
        last = text[sentence.span[1] - 1]
        asked += last == "?"
        exclaimed += last == "!"
    number = counts.total()
    heading: list[str] = _TITLE_WORD.findall(title[_label_end(title) :].lower())
    measures = (
        _share(sum(n for word, n in counts.items() if "’" in word or "'" in word), number),
        _share(sum(n for word, n in counts.items() if _is_negation(word)), number),
        _share(asked, said),
        _share(exclaimed, said),
        log(1 + _share(number, said)),
        log(1 + _share(view.words.count([s.span for s in own]), len({s.paragraph for s in own}))),
        log(1 + number),
        _share(sum(len(word) * n for word, n in counts.items()), number),
        log(1 + 100 * _share(len(attributions), len(view.words))),
        _share(sum(counts[word] for word in _SAYING), number),
        log(1 + len(heading)),
        float("?" in heading),
    )
    return Wording(counts, _title_words(heading), measures)


def _plain(word: str) -> str:
    """A word in lower case; one in capitals stays, as “US” is no “us”."""
    return word if len(word) > 1 and word.isupper() else word.lower()


def _title_words(heading: Sequence[str]) -> list[str]:
    """The words of a headline, each once; numbers alike, and its first word once more as such."""
    alike = ["#" if word[0].isdigit() else word for word in heading]
    return list(dict.fromkeys([*alike, *(f"^{word}" for word in alike[:1])]))


def _label_end(title: str) -> int:
    label = _LABEL.match(title)
    return label.end() if label else 0


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith(("n’t", "n't"))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The stretches that any of `spans` covers, in text order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _outside(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """What of `span` lies in none of `taken`."""
    at, end = span
    for number in range(max(0, bisect_left(taken, span) - 1), len(taken)):
        start, stop = taken[number]
        if start >= end:
            break
        if at < start:
            yield at, start
        at = max(at, stop)
    if at < end:
        yield at, end
