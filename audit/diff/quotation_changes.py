"""Quotations with other words, and those that gained or lost their marks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.types import Passage, QuotationChange, QuotationChangeKind
from onrecord.audit.diff.word_diff import tokens_in, word_pieces
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.schema.audit import Audit, Claim, Sentence, Zone
from onrecord.models.text.view import TextView
from onrecord.models.types import Span


def quotation_changes(kept: WordsKept) -> list[QuotationChange]:
    """Changes of quotations in the body, in the order of the new draft.

    A quotation that was cut in two, or joined, is compared as a whole; marks and typography don't
    count, and neither does one that went or came with its sentence.
    """
    return sorted(_changes(kept, _Quotations(kept)), key=lambda one: (one.new or one.old, one.old))


class _Quotations:
    """The quotations of both drafts, and which belong together."""

    def __init__(self, kept: WordsKept) -> None:
        self.old = _in_body(kept.old_view, kept.old.article.sentences)
        self.new = _in_body(kept.new_view, kept.new.article.sentences)
        self.old_words = [kept.old_words([span]) for span in self.old]
        self.new_words = [kept.new_words([span]) for span in self.new]
        owner = {word: j for j, words in enumerate(self.new_words) for word in words}
        self.to_new: dict[int, set[int]] = defaultdict(set)
        for i, words in enumerate(self.old_words):
            common: dict[int, int] = defaultdict(int)
            for word in words:
                if kept.to_new[word] in owner:
                    common[owner[kept.to_new[word]]] += 1
            for j, number in common.items():
                least = min(len(words), len(self.new_words[j]))
                if number >= THRESHOLDS.quotation * least:
                    self.to_new[i].add(j)

    def groups(self) -> Iterator[tuple[list[int], list[int]]]:
        """Quotations of the old and of the new draft that share words, directly or by another."""
        to_old: dict[int, set[int]] = defaultdict(set)
        for i, partners in self.to_new.items():
            for j in partners:
                to_old[j].add(i)
        done: set[int] = set()
        for start in sorted(self.to_new):
            if start in done or not self.to_new[start]:
                continue
            olds, news, waiting = {start}, set[int](), [start]
            while waiting:
                for j in self.to_new[waiting.pop()] - news:
                    news.add(j)
                    waiting += to_old[j] - olds
                    olds |= to_old[j]
            done |= olds
            yield sorted(olds), sorted(news)


def _changes(kept: WordsKept, quotations: _Quotations) -> Iterator[QuotationChange]:
    met_old: set[int] = set()
    met_new: set[int] = set()
    for olds, news in quotations.groups():
        met_old.update(olds)
        met_new.update(news)
        yield from _reworded(
            kept, [quotations.old[i] for i in olds], [quotations.new[j] for j in news]
        )
    for i, j in _left_in_place(kept.passages, kept, quotations, met_old, met_new):
        met_old.add(i)
        met_new.add(j)
        yield from _reworded(kept, [quotations.old[i]], [quotations.new[j]])
    from_new = {new: old for old, new in enumerate(kept.to_new) if new >= 0}
    quoted_new = {word for words in quotations.new_words for word in words}
    quoted_old = {word for words in quotations.old_words for word in words}
    for i, words in enumerate(quotations.old_words):
        there = [kept.to_new[word] for word in words if kept.to_new[word] >= 0]
        if i not in met_old and _bare(words, there, quoted_new):
            yield _change(kept, "unquoted", [quotations.old[i]], [_stretch(kept.new_view, there)])
    for j, words in enumerate(quotations.new_words):
        there = [from_new[word] for word in words if word in from_new]
        if j not in met_new and _bare(words, there, quoted_old):
            yield _change(kept, "quoted", [_stretch(kept.old_view, there)], [quotations.new[j]])


def _reworded(kept: WordsKept, old: list[Span], new: list[Span]) -> Iterator[QuotationChange]:
    if _plain_words(kept.old_view, old) != _plain_words(kept.new_view, new):
        yield _change(kept, "reworded", old, new)


def _left_in_place(
    passages: Iterable[Passage],
    kept: WordsKept,
    quotations: _Quotations,
    met_old: set[int],
    met_new: set[int],
) -> Iterator[tuple[int, int]]:
    """Quotations without a word in common that are the only such ones of an edited passage."""
    for passage in passages:
        if passage.change == "edited":
            olds = _inside(quotations.old, kept.old.article.sentences, passage.old, met_old)
            news = _inside(quotations.new, kept.new.article.sentences, passage.new, met_new)
            if len(olds) == len(news) == 1:
                yield olds[0], news[0]


def _inside(
    spans: Sequence[Span], sentences: Sequence[Sentence], of: list[int], met: set[int]
) -> list[int]:
    start, end = sentences[of[0]].span[0], sentences[of[-1]].span[1]
    return [
        i for i, span in enumerate(spans) if start <= span[0] and span[1] <= end and i not in met
    ]


def _bare(words: list[int], there: list[int], quoted: set[int]) -> bool:
    """Whether nearly all words are in the other draft, and stand in no quotation there."""
    return (
        len(words) >= THRESHOLDS.unquoted_words
        and len(there) >= THRESHOLDS.unquoted * len(words)
        and not quoted.intersection(there)
    )


def _stretch(view: TextView, words: list[int]) -> Span:
    return view.words.starts[min(words)], view.words.ends[max(words)]


def _in_body(view: TextView, sentences: Sequence[Sentence]) -> list[Span]:
    def zone(span: Span) -> Zone | None:
        at = bisect_right(sentences, span[0], key=lambda one: one.span[0]) - 1
        return sentences[at].zone if at >= 0 else None

    return [span for span in view.quotations if zone(span) in ("body", "question")]


def _plain_words(view: TextView, spans: Iterable[Span]) -> list[str]:
    text = view.text
    return [
        text[view.words.starts[word] : view.words.ends[word]].casefold()
        for span in spans
        for word in view.words.inside(span)
    ]


def _change(
    kept: WordsKept, kind: QuotationChangeKind, old: list[Span], new: list[Span]
) -> QuotationChange:
    pieces = word_pieces(
        tokens_in(kept.old_view.text, old),
        tokens_in(kept.new_view.text, new),
        (old[-1][1], new[-1][1]),
    )
    return QuotationChange(
        change=kind,
        old=old,
        new=new,
        pieces=pieces,
        old_claim=_claim_at(kept.old, old),
        new_claim=_claim_at(kept.new, new),
    )


def _claim_at(audit: Audit, spans: list[Span]) -> str | None:
    """The claim that a quotation stands in: the one that shares most characters with it."""

    def common(claim: Claim) -> int:
        return sum(
            max(0, min(end, stop) - max(start, begin))
            for start, end in spans
            for begin, stop in claim.spans
        )

    best = max(audit.claims, key=common, default=None)
    return best.id if best is not None and common(best) else None
