"""Which lines of an article's front say something, and which say who wrote it, where and when."""

from collections.abc import Sequence
from itertools import groupby

from onrecord.audit.schema.audit import Sentence
from onrecord.audit.segment.furniture import is_byline, is_credit, is_published_line
from onrecord.models.types import Span


def headline_spans(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """The sentences of headlines, decks and crossheads among `sentences`, in text order.

    These are the front zone without bylines, credits, dates and datelines.
    """
    found: list[Span] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        own = list(group)
        spans = [sentence.span for sentence in own if sentence.zone == "front"]
        # The front of a paragraph that goes on in the body is its dateline.
        if len(spans) == len(own) and not _is_credit(text, spans):
            found += spans
    return found


def _is_credit(text: str, spans: Sequence[Span]) -> bool:
    line = text[spans[0][0] : spans[-1][1]]
    if is_byline(line) or is_published_line(line) or is_credit(line):
        return True
    return all(is_byline(text[start:end]) for start, end in spans)
