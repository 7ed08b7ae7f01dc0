"""Checks of where in the article its sourcing stands."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from onrecord.audit.balance.figures import figures_in
from onrecord.audit.balance.position import unsourced_runs
from onrecord.audit.balance.wordmap import WordMap
from onrecord.audit.policy.genre import is_column, is_match_report
from onrecord.audit.policy.reading import Reading, ids, quoted
from onrecord.audit.policy.types import Hit
from onrecord.audit.types import Claim
from onrecord.models.spans import overlapping
from onrecord.models.types import Span
from onrecord.models.word_sets import word_set

#: So many paragraphs, the lede among them, are read for its source.
NEXT_PARAGRAPHS: Final = 4
#: So many figures of a paragraph are shown.
SHOWN_FIGURES: Final = 3
#: A figure next to one of these has a source that nobody marked.
_SAYS_WHO: Final = re.compile(r"\b(?:according\s+to|sa(?:id|ys?)|found|estimat(?:es?|ed))\b", re.I)
_BODY: Final = ("body", "question")
_COMMON: Final = word_set(
    """
    all and any are but can did for had has her him his how its may new not now off one our out own
    she the too two was way who why you
    about above after again against also although among another around because been before
    being between both could does doing down during each even ever every from further have
    having here into itself just like made make many more most much must never only other over
    said same says several should since some still such than that their them then there these
    they this those though through today under until upon very week were what when where which
    while will with within without would year years yesterday
    """
)


def unsourced_lede(reading: Reading, _: float | None) -> Iterator[Hit]:
    """A lede that states a figure without any source, where no claim that follows supplies one.

    A lede without a figure mostly sets a scene that the reporter saw, or says what the rest
    of the article tells with its sources.
    """
    lede = reading.audit.balance.position.lede
    if lede is None or lede.named or lede.anonymous or not reading.attributed:
        return
    inside = [claim for claim in reading.audit.claims if _lies_in(claim, lede.span)]
    states = any(figures_in(reading.text, *span) for claim in inside for span in claim.spans)
    if not states or is_column(reading) or is_match_report(reading):
        return
    bodies = {s.paragraph for s in reading.audit.article.sentences if s.zone in _BODY}
    last = [number for number in sorted(bodies) if number >= lede.paragraph][:NEXT_PARAGRAPHS][-1]
    later = [c for c in reading.attributed if lede.paragraph <= c.paragraph <= last]
    told = content_words(reading.words(span) for claim in inside for span in claim.spans)
    if not _supplied(reading, told, later):
        yield Hit(
            fields={"passage": quoted(reading.words(inside[0].spans[0]))},
            spans=[span for claim in inside for span in claim.spans],
            claim_ids=ids(inside),
        )


def unsourced_figures(reading: Reading, _: float | None) -> Iterator[Hit]:
    """Paragraphs with figures in unsourced claims.

    Not in a sentence that gives a source for its other half or has a verb of saying, in a
    column or in a match report.
    """
    if is_column(reading) or is_match_report(reading):
        return
    claims = {claim.id: claim for claim in reading.audit.claims}
    sourced = {claim.sentence for claim in reading.attributed}
    found = [
        (claims[figure.claim_id], figure)
        for figure in reading.audit.balance.unsourced_figures
        if claims[figure.claim_id].sentence not in sourced
        and not _SAYS_WHO.search(reading.words(_sentence(reading, claims[figure.claim_id])))
    ]
    for _number, group in groupby(found, key=lambda one: one[0].paragraph):
        figures = list(group)
        spans = [span for _, figure in figures for span in figure.spans]
        shown = [quoted(reading.words(span)) for span in spans[:SHOWN_FIGURES]]
        more = len(spans) - len(shown)
        yield Hit(
            fields={
                "figures": ", ".join(shown) + (f" and {more} more" if more else ""),
                "passage": quoted(reading.words(figures[0][0].spans[0])),
            },
            spans=spans,
            claim_ids=[claim.id for claim, _ in figures],
        )


def unsourced_run(reading: Reading, threshold: float | None) -> Iterator[Hit]:
    """Runs of more than `threshold` unsourced words, in news."""
    if is_column(reading) or is_match_report(reading):
        return
    audit, limit = reading.audit, int(threshold or 0)
    longest = audit.balance.longest_unsourced_run
    # Attributions in headlines, which the balance knows and the checks don't, part runs too.
    has_all = len(audit.attributions) == audit.balance.totals.attributions
    if has_all and (longest is None or longest.words <= limit):
        return
    words = WordMap.build(reading.text, audit.claims, audit.attributions)
    owners = {span: c for c in audit.claims if c.label == "unsourced" for span in c.spans}
    pieces = sorted(owners)
    for run in unsourced_runs(words):
        if run.words > limit:
            claims = [owners[span] for span in overlapping(pieces, run.span)]
            yield Hit(
                fields={
                    "n": str(run.words),
                    "threshold": str(limit),
                    "passage": quoted(" ".join(reading.words(run.span).split()[:6])),
                },
                spans=[run.span],
                claim_ids=list(dict.fromkeys(ids(claims))),
            )


def _supplied(reading: Reading, told: frozenset[str], later: Iterable[Claim]) -> bool:
    """Whether the sentence of a later claim shares a word with what was told."""
    return any(told & content_words([reading.words(_sentence(reading, claim))]) for claim in later)


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say what they are about, cut to their stems."""
    words = re.findall(r"[^\W_]{3,}", " ".join(texts).lower())
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    """A word without its commonest endings, so that "mugged" meets "mugging" and "muggers"."""
    short = re.sub(r"(?:ing|ers?|ed|es|s|ly)$", "", word) if len(word) > 5 else word.rstrip("s")
    return re.sub(r"([^aeiou])\1$", r"\1", short)[:7]


def _sentence(reading: Reading, claim: Claim) -> Span:
    return reading.audit.article.sentences[claim.sentence].span


def _lies_in(claim: Claim, span: Span) -> bool:
    return all(span[0] <= start and end <= span[1] for start, end in claim.spans)
