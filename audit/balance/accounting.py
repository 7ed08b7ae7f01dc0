"""Every word of an article in exactly one bin.

Bins overlap by nature (the name of a source may stand in what another one says), so a word goes to
the first of these that holds it: a claim, front or back matter (captions too), a
source, a cue, a grant, a question, and `other` for what is left.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias, get_args

from onrecord.audit.schema.audit import Claim, Sentence
from onrecord.audit.schema.claim_figures import WordAccounting
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution, Source, Span

WordKind: TypeAlias = Literal[
    "claim", "front_or_back", "source", "cue", "grant", "question", "other"
]
_KINDS: Final[tuple[WordKind, ...]] = get_args(WordKind)
_AROUND: Final = ("front", "back", "caption")


def word_kinds(
    view: TextView,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    sources: Sequence[Source],
) -> list[WordKind]:
    """The kind of each word of a text (match of ``\\w+``), in text order.

    The other arguments are the pieces of the article's `Audit`; grants are those of `sources`.
    """
    return [_KINDS[number] for number in _numbers(view, sentences, attributions, claims, sources)]


def account_words(
    view: TextView,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    sources: Sequence[Source],
) -> WordAccounting:
    """Number of words of each kind; together they are all words of the text."""
    numbers = _numbers(view, sentences, attributions, claims, sources)
    return WordAccounting(
        claims=numbers.count(_KINDS.index("claim")),
        sources=numbers.count(_KINDS.index("source")),
        cues=numbers.count(_KINDS.index("cue")),
        grants=numbers.count(_KINDS.index("grant")),
        front_or_back=numbers.count(_KINDS.index("front_or_back")),
        questions=numbers.count(_KINDS.index("question")),
        other=numbers.count(_KINDS.index("other")),
    )


def _numbers(
    view: TextView,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    sources: Sequence[Source],
) -> bytearray:
    """The kind of each word as its index in `_KINDS`."""
    bins = _bins(sentences, attributions, claims, sources)
    strokes = [(span, _KINDS.index(kind)) for kind, spans in bins for span in spans]
    return view.words.painted(_KINDS.index("other"), strokes)


def _bins(
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    sources: Sequence[Source],
) -> Iterable[tuple[WordKind, list[Span]]]:
    """Spans of each kind, the weakest first: a later kind takes words from an earlier one."""
    yield "question", [s.span for s in sentences if s.zone == "question"]
    yield "grant", [source.grant.span for source in sources if source.grant is not None]
    yield "cue", [span for attribution in attributions for span in attribution.cue]
    yield "source", [span for attribution in attributions for span in attribution.source]
    yield "front_or_back", [s.span for s in sentences if s.zone in _AROUND]
    yield "claim", [span for claim in claims for span in claim.spans]
