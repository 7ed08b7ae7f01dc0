"""From attributions to claims: the four rules.

1. Front and back matter and captions hold no claims, and neither does a question in the
   writer's voice.
2. Each attribution gives one claim for every sentence that its content touches, with the
   attribution's label and type. A quoted quotation is the outer source's: whoever tells the
   reader has the words.
3. A sentence without any attribution is one unsourced claim where it has at least four words.
4. In a sentence with attributions, each run of at least twelve words in a row outside all
   source, cue, content and grant words is an unsourced claim.

What an editor has decided goes before rules 3 and 4 (`Settled`). Words that grant anonymity are no
claim under rule 3 either: they are counted as a grant.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

import msgspec

from onrecord.audit.claims.settled import UNSETTLED, Settled
from onrecord.audit.schema.audit import Claim, Sentence
from onrecord.models.labels import Label, Style
from onrecord.models.text.glued_headlines import glued_headlines
from onrecord.models.text.spans import overlapping, runs
from onrecord.models.text.view import TextView
from onrecord.models.text.words import TextWords
from onrecord.models.types import Analysis, Attribution, Span, WordLabels

#: Rule 3: shorter sentences without an attribution say too little to be a claim.
SENTENCE_WORDS: Final = 4
#: Rule 4: shorter runs beside an attribution are asides and links, not claims.
RUN_WORDS: Final = 12


def settle_questions(
    view: TextView,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    settled: Settled = UNSETTLED,
) -> list[Sentence]:
    """`sentences`, where a question that a source's content touches counts as body.

    So does one that has words of the writer's own by an editor's decision (`settled`).
    """
    questions = [n for n, sentence in enumerate(sentences) if sentence.zone == "question"]
    if not questions:
        return list(sentences)
    words = view.words
    spans = [span for attribution in attributions for span in attribution.content]
    spans += settled.voiced
    attributed = {word for inside in words.inside_each(spans) for word in inside}
    known = list(sentences)
    for number in questions:
        sentence = sentences[number]
        if not attributed.isdisjoint(words.inside(sentence.span)):
            known[number] = msgspec.structs.replace(sentence, zone="body")
    return known


def make_claims(
    view: TextView,
    sentences: Sequence[Sentence],
    analysis: Analysis,
    settled: Settled = UNSETTLED,
) -> list[Claim]:
    """The claims of an article, in text order, with ids ``c1``, ``c2`` ….

    Args:
        view: the article's text.
        sentences: its sentences with their zones, questions settled (`settle_questions`).
        analysis: the attributions and grants found in the text.
        settled: what editors have decided of its words; claims that it touches are decided, and
            as sure as can be.

    Spans of a claim are half-open offsets into the text, never overlap, and share no word with
    any other claim. Its style is that of its own words, None for unsourced claims. Its
    confidence is the mean probability of its label over its words, two decimals. `review` is
    left False (see `onrecord.audit.claims.review`).
    """
    uses = _uses(view, analysis, settled)
    decided = view.words.painted(0, [(span, 1) for span in settled.decided])
    claims: list[Claim] = []
    words_of = view.words.inside_each([sentence.span for sentence in sentences])
    for number, (sentence, words) in enumerate(zip(sentences, words_of, strict=True)):
        if sentence.zone != "body":
            continue
        drafts = _drafts(view, sentence.span, words, uses, analysis.attributions)
        for draft in sorted(drafts, key=lambda draft: draft.spans[0]):
            by_hand = _is_decided(view, draft, decided, settled)
            claims.append(
                Claim(
                    id=f"c{len(claims) + 1}",
                    spans=draft.spans,
                    sentence=number,
                    paragraph=sentence.paragraph,
                    label=draft.label,
                    type=draft.attribution.type if draft.attribution else None,
                    style=_style(view, draft),
                    confidence=1.0 if by_hand else _confidence(draft, analysis.word_labels),
                    attribution_id=draft.attribution.id if draft.attribution else None,
                    source_id=draft.attribution.source_id if draft.attribution else None,
                    decided=by_hand,
                )
            )
    return claims


class _Uses(NamedTuple):
    """What the words of a text are used for, by their numbers.

    owners: the index of the attribution whose content a word is. taken: a flag a word, see
    `_ATTRIBUTED` and those below; 0 where it is none of these.
    """

    owners: list[int | None]
    taken: bytearray


#: A word is a source, a cue or content of an attribution; else perhaps it grants anonymity.
_ATTRIBUTED: Final = 1
_GRANT: Final = 2
#: An editor has decided that a word is not part of a claim (or it is a glued headline's), or that
#: it is a claim without a source.
_SILENT: Final = 3
_VOICED: Final = 4
#: Words in a row that have no source.
_FREE: Final = re.compile(rb"[\0\x04]+")


class _Draft(NamedTuple):
    """A claim before it has a number."""

    spans: list[Span]
    label: Label
    attribution: Attribution | None = None


def _is_decided(view: TextView, draft: _Draft, decided: bytearray, settled: Settled) -> bool:
    """Whether an editor has decided on the claim's attribution, or on any of its words."""
    if draft.attribution is not None and draft.attribution.id in settled.attributions:
        return True
    insides = view.words.inside_each(draft.spans)
    return any(decided.find(1, inside.start, inside.stop) >= 0 for inside in insides)


def _uses(view: TextView, analysis: Analysis, settled: Settled) -> _Uses:
    words = view.words
    headlines = [(span, _SILENT) for span in glued_headlines(view.text)]
    granting = [(grant.span, _GRANT) for grant in analysis.grants]
    attributed = [
        (span, _ATTRIBUTED)
        for attribution in analysis.attributions
        for span in (*attribution.source, *attribution.cue, *attribution.content)
    ]
    by_hand = [(span, _SILENT) for span in settled.silent]
    by_hand += [(span, _VOICED) for span in settled.voiced]
    taken = words.painted(0, headlines + granting + attributed + by_hand)
    return _Uses(content_owners(words, analysis.attributions), taken)


def content_owners(words: TextWords, attributions: Sequence[Attribution]) -> list[int | None]:
    """For each word the index of the outermost attribution that it is content of, None: of none.

    One with a `parent_id` has no words of its own. Of others that share a word, the one with
    more words has it, of equals the first.
    """
    pieces = iter(words.inside_each([span for a in attributions for span in a.content]))
    contents = [list(islice(pieces, len(a.content))) for a in attributions]
    owners: list[int | None] = [None] * len(words)
    outer = [n for n, attribution in enumerate(attributions) if attribution.parent_id is None]
    for number in sorted(outer, key=lambda n: (sum(map(len, contents[n])), -n)):
        for piece in contents[number]:
            owners[piece.start : piece.stop] = [number] * len(piece)
    return owners


def _drafts(
    view: TextView,
    sentence: Span,
    inside: range,
    uses: _Uses,
    attributions: Sequence[Attribution],
) -> Iterator[_Draft]:
    """The claims of a sentence whose words have the numbers `inside`."""
    first, last = inside.start, inside.stop
    for owner in set(uses.owners[first:last]):
        if owner is not None:
            attribution = attributions[owner]
            pieces = overlapping(attribution.content, sentence)
            spans = list(_content_spans(view, sentence, uses.owners, owner, pieces))
            yield _Draft(spans, attribution.label, attribution)
    has_attribution = uses.taken.find(_ATTRIBUTED, first, last) >= 0
    free = [range(*run.span()) for run in _FREE.finditer(uses.taken, first, last)]
    voiced = [uses.taken.find(_VOICED, run.start, run.stop) >= 0 for run in free]
    if has_attribution:
        for run, by_hand in zip(free, voiced, strict=True):
            if len(run) >= RUN_WORDS or by_hand:
                yield _Draft([view.grown(run, inside, sentence)], "unsourced")
    elif sum(map(len, free)) >= SENTENCE_WORDS or any(voiced):
        yield _Draft([view.grown(run, inside, sentence) for run in free], "unsourced")


def _content_spans(
    view: TextView,
    sentence: Span,
    owners: Sequence[int | None],
    owner: int,
    pieces: Sequence[Span],
) -> Iterator[Span]:
    """Spans of an attribution's words in one sentence, with the marks that its content holds.

    `pieces` are those of its content that the sentence has characters of.
    """
    cut = [(max(start, sentence[0]), min(end, sentence[1])) for start, end in pieces]
    for bounds, inside in zip(cut, view.words.inside_each(cut), strict=True):
        for run in runs([word for word in inside if owners[word] == owner]):
            yield view.grown(run, inside, bounds)


def _style(view: TextView, draft: _Draft) -> Style | None:
    return None if draft.label == "unsourced" else view.style_of(draft.spans)


def _confidence(draft: _Draft, word_labels: WordLabels | None) -> float:
    if word_labels is None:
        return 1.0
    return round(min(1.0, max(0.0, word_labels.claim_probability(draft.spans, draft.label))), 2)
