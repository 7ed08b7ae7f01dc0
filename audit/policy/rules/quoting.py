"""Checks of how quotations are tied to their speakers."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from onrecord.audit.policy.evidence.reading import Reading, ids, name_of, quoted
from onrecord.audit.policy.evidence.speakers import is_pronoun, plain_name
from onrecord.audit.policy.evidence.word_places import places_of
from onrecord.audit.policy.types import Hit
from onrecord.models.text.spans import overlapping
from onrecord.models.types import Attribution, Source, Span

#: So many words beside the first speaker's own attribution part two quotations well enough.
PARTING_WORDS: Final = 2
#: With fewer words before the speaker appears, a reader has not waited long.
SHORT_WORDS: Final = 30
#: So many characters behind a quotation a dash leads to its speaker.
SIGNED: Final = 6
#: Whom the article names in so many characters before a quotation, the reader has in mind.
JUST_BEFORE: Final = 250


def late_attribution(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """Quotations of more than `threshold` sentences before the first word on who speaks.

    Not where the attribution just before has the same speaker or asks: then the reader knows; nor
    where a pronoun takes the speaker up again, where a name without a verb is set under a
    quotation, or for a few short sentences.
    """
    outer = [a for a in reading.audit.attributions if a.parent_id is None and a.content]
    outer.sort(key=lambda a: min([*a.content, *a.source, *a.cue]))
    for before, attribution in pairwise([None, *outer]):
        speaker = _speaker(attribution) if attribution else None
        if attribution is None or attribution.style != "direct":
            continue
        if not reading.view.words.count(attribution.cue):
            continue
        ahead = [span for span in attribution.content if speaker and span[0] < speaker[0]]
        known = before is not None and (
            before.source_id == attribution.source_id or _asks(reading, before)
        )
        source = reading.by_id.get(attribution.source_id or "")
        if source is None or known or reading.view.words.count(ahead) < SHORT_WORDS:
            continue
        if all(is_pronoun(reading.words(span)) for span in attribution.source):
            continue
        if _just_named(reading, source, attribution.content[0][0]):
            continue
        sentences = _sentences(reading, ahead)
        if sentences > (threshold or 0):
            yield _hit(
                reading,
                attribution,
                n=str(sentences),
                source=name_of(source),
                passage=_opening(reading, attribution),
            )


def adjacent_speakers(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Quotations that come before their speaker, right behind one by somebody else.

    Not behind a question, which whoever was asked answers.
    """
    for first, second in pairwise(_quotations(reading)):
        source, other = (reading.by_id.get(a.source_id or "") for a in (first, second))
        speaker = _speaker(second)
        if source is None or other is None or speaker is None:
            continue
        if reading.tops[source.id] == reading.tops[other.id]:
            continue
        start = second.content[0][0]
        if _asks(reading, first):
            continue
        if speaker[0] < start or first.content[-1][1] > start or _is_signed(reading, second):
            continue
        if _paragraph(reading, first.content[-1][0]) != _paragraph(reading, start):
            continue
        if not _opens_sentence(reading, start) or _separated(reading, first, start):
            continue
        yield _hit(
            reading,
            second,
            source=name_of(other),
            other=name_of(source),
            passage=_opening(reading, second),
        )


def _quotations(reading: Reading) -> list[Attribution]:
    """Attributions in quotation marks, as they begin in the text; nested ones left out."""
    kept = [
        a
        for a in reading.audit.attributions
        if a.style == "direct" and a.content and a.kind == "speech" and a.parent_id is None
    ]
    return sorted(kept, key=lambda a: a.content[0])


def _speaker(attribution: Attribution) -> Span | None:
    """Where the source or its cue begins; None where neither stands outside the quotation."""
    outside = [
        (start, end)
        for start, end in (*attribution.source, *attribution.cue)
        if not any(s <= start and end <= e for s, e in attribution.content)
    ]
    return min(outside, default=None)


def _is_signed(reading: Reading, attribution: Attribution) -> bool:
    """Whether a dash and the speaker stand below the quotation, as on a card."""
    end = attribution.content[-1][1]
    return reading.text[end : end + SIGNED].strip("”\"’' ,.\n")[:1] in ("—", "–")


def _separated(reading: Reading, first: Attribution, start: int) -> bool:
    """Whether more stands between two quotations than the first one's own speaker."""
    end = first.content[-1][1]
    between = reading.view.words.count([(end, start)])
    own = [(s, e) for s, e in [*first.source, *first.cue] if end <= s and e <= start]
    return between - reading.view.words.count(own) > PARTING_WORDS


def _just_named(reading: Reading, source: Source, start: int) -> bool:
    """Whether the last word of a source's name stands right before a quotation."""
    last = plain_name(source.name).split()[-1:]
    before = reading.text[max(0, start - JUST_BEFORE) : start]
    return bool(last) and any(places_of(last[0], before))


def _asks(reading: Reading, attribution: Attribution) -> bool:
    """Whether an attribution is a question, so that an answer follows."""
    return any("ask" in reading.words(span).lower() for span in attribution.cue)


def _sentences(reading: Reading, pieces: list[Span]) -> int:
    """Number of sentences that some pieces of text have words in."""
    return len(
        {
            first
            for start, end in pieces
            for first, last in overlapping(reading.sentences, (start, end))
            if reading.view.words.count([(max(start, first), min(end, last))])
        }
    )


def _paragraph(reading: Reading, position: int) -> int:
    return bisect_left(reading.audit.article.paragraphs, (position + 1, 0))


def _opens_sentence(reading: Reading, start: int) -> bool:
    """Whether no word of its sentence stands before the quotation."""
    return reading.view.words.count([(reading.sentence_of(start)[0], start)]) == 0


def _opening(reading: Reading, attribution: Attribution) -> str:
    start, end = attribution.content[0]
    return quoted(" ".join(reading.words((start, end)).strip("“”\"' ").split()[:6]))


def _hit(reading: Reading, attribution: Attribution, **fields: str) -> Hit:
    return Hit(
        fields=fields,
        spans=list(attribution.content[:1]),
        claim_ids=ids(reading.claims_from(attribution)),
        source_ids=[attribution.source_id] if attribution.source_id else [],
    )
