"""Checks of where in the article its sourcing stands."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.audit.balance.position import unsourced_runs
from onrecord.audit.balance.wordmap import WordMap
from onrecord.audit.policy.reading import Reading, ids, quoted
from onrecord.audit.policy.types import Hit
from onrecord.audit.types import Claim
from onrecord.models.types import Span
from onrecord.models.word_sets import word_set

#: So many paragraphs after the lede are read for its source.
NEXT_PARAGRAPHS: Final = 3
#: So many shared content words make a later claim the source of the lede.
SHARED_WORDS: Final = 2
_COMMON: Final = word_set(
    """
    about above after again against also although among another around because been before
    being between both could does doing down during each even ever every from further have
    having here into itself just like made make many more most much must never only other over
    said same says several should since some still such than that their them then there these
    they this those though through today under until upon very week were what when where which
    while will with within without would year years yesterday
    """
)


def unsourced_lede(reading: Reading, _: float | None) -> Iterator[Hit]:
    """A lede without any source, where no claim of the next paragraphs supplies one."""
    lede = reading.audit.balance.position.lede
    if lede is None or lede.named or lede.anonymous:
        return
    inside = [claim for claim in reading.audit.claims if _lies_in(claim, lede.span)]
    numbers = sorted(
        {s.paragraph for s in reading.audit.article.sentences if s.zone in ("body", "question")}
    )
    after = [number for number in numbers if number > lede.paragraph][:NEXT_PARAGRAPHS]
    told = content_words(reading.words(span) for claim in inside for span in claim.spans)
    later = [
        claim
        for claim in reading.attributed
        if claim.paragraph in after
        or (claim.paragraph == lede.paragraph and claim.spans[0][0] >= lede.span[1])
    ]
    if not inside or not reading.attributed or _supplied(reading, told, later):
        return
    yield Hit(
        fields={"passage": quoted(reading.words(inside[0].spans[0]))},
        spans=[span for claim in inside for span in claim.spans],
        claim_ids=ids(inside),
        confidence=reading.confidence(inside),
    )


def unsourced_figures(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Unsourced claims that state a figure."""
    claims = {claim.id: claim for claim in reading.audit.claims}
    for figure in reading.audit.balance.unsourced_figures:
        claim = claims[figure.claim_id]
        yield Hit(
            fields={"passage": quoted(reading.words(claim.spans[0]))},
            spans=list(figure.spans),
            claim_ids=[claim.id],
            confidence=claim.confidence,
        )


def unsourced_run(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """Runs of more than `threshold` unsourced words."""
    audit, limit = reading.audit, int(threshold or 0)
    words = WordMap.build(reading.text, audit.claims, audit.attributions)
    for run in unsourced_runs(words):
        if run.words > limit:
            claims = [c for c in audit.claims if c.label == "unsourced" and _touches(c, run.span)]
            yield Hit(
                fields={
                    "n": str(run.words),
                    "threshold": str(limit),
                    "passage": quoted(" ".join(reading.words(run.span).split()[:6])),
                },
                spans=[run.span],
                claim_ids=ids(claims),
                confidence=reading.confidence(claims),
            )


def _supplied(reading: Reading, told: frozenset[str], later: Iterable[Claim]) -> bool:
    """Whether a later claim, with its sentence, speaks of what was told."""
    sentences = reading.audit.article.sentences
    return any(
        len(told & content_words([reading.words(sentences[claim.sentence].span)])) >= SHARED_WORDS
        for claim in later
    )


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say what they are about, cut to their stems."""
    words = re.findall(r"[^\W_]{4,}", " ".join(texts).lower())
    return frozenset(word[:6] for word in words if word not in _COMMON)


def _lies_in(claim: Claim, span: Span) -> bool:
    return all(span[0] <= start and end <= span[1] for start, end in claim.spans)


def _touches(claim: Claim, span: Span) -> bool:
    return any(span[0] < end and start < span[1] for start, end in claim.spans)
