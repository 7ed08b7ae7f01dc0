"""The `rules` reference: attributions by a cue lexicon and patterns, without any training."""

from collections.abc import Iterator, Sequence

from onrecord.audit.segment.segmentation import segment
from onrecord.eval.references.clause_patterns import Clause, drafts_of
from onrecord.eval.references.drafts import Draft, analysis_of_drafts
from onrecord.models.text.view import TextView
from onrecord.models.text.words import count_words
from onrecord.models.types import Analysis, Span


class Rules:
    """Reporting verbs with their subjects, "according to", adverbs of hearsay, quotations.

    In each sentence the first reporting verb outside quotation marks is a cue, its subject
    the source and what it reports the content ("X said that …", "…, X said", "…", said X).
    A quotation that begins in the content is content to its end; one that no cue of its
    sentence introduces goes to the attribution before it.
    """

    name = "rules"
    note = (
        "A hand-written lexicon of reporting verbs, with patterns around them; no training, "
        "no sectors."
    )

    def predict(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text."""
        return [self._analyse(text) for text in texts]

    def _analyse(self, text: str) -> Analysis:
        view = TextView(text)
        quotations = view.quotations
        drafts: list[Draft] = []
        for sentence in segment(view):
            if sentence.zone in ("body", "question"):
                clause = Clause(text, sentence.span, quotations)
                found = drafts_of(clause)
                drafts += found
                if not found and drafts:
                    drafts[-1].content += list(_quoted_in(text, sentence.span, quotations))
        for draft in drafts:
            draft.content = _whole_quotations(draft.content, quotations)
        return analysis_of_drafts(text, _disjoint(drafts))


def _quoted_in(text: str, sentence: Span, quotations: Sequence[Span]) -> Iterator[Span]:
    """The parts of a sentence inside quotations, where they are most of its words."""
    parts = [
        (max(start, sentence[0]), min(end, sentence[1]))
        for start, end in quotations
        if start < sentence[1] and end > sentence[0]
    ]
    if 2 * count_words(text, parts) > count_words(text, [sentence]):
        yield from parts


def _whole_quotations(content: Sequence[Span], quotations: Sequence[Span]) -> list[Span]:
    """The pieces, each that ends inside a quotation going on to the quotation's end."""
    pieces: list[Span] = []
    for start, end in sorted(content):
        around = [e for s, e in quotations if s < end < e]
        stop = max([end, *around])
        if pieces and start <= pieces[-1][1] + 1:
            pieces[-1] = pieces[-1][0], max(stop, pieces[-1][1])
        else:
            pieces.append((start, stop))
    return pieces


def _disjoint(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each without the content that a draft before it has."""
    taken: list[Span] = []
    kept = []
    for draft in drafts:
        draft.content = [
            (start, end)
            for start, end in draft.content
            if not any(s < end and start < e for s, e in taken)
        ]
        if draft.content:
            taken += draft.content
            kept.append(draft)
    return kept
