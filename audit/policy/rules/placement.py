"""Checks of where in the article its sourcing stands."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from onrecord.audit.balance.position import WordMap, unsourced_runs
from onrecord.audit.balance.stated_figures import figures_in
from onrecord.audit.policy.evidence.content_words import content_words
from onrecord.audit.policy.evidence.genre import is_column, is_match_report
from onrecord.audit.policy.evidence.reading import Reading, ids, quoted
from onrecord.audit.policy.types import Hit
from onrecord.audit.schema.audit import Claim
from onrecord.models.text.spans import overlapping
from onrecord.models.types import Span

#: So many paragraphs, the lede among them, are read for its source.
NEXT_PARAGRAPHS: Final = 4
#: So many figures of a paragraph are shown.
SHOWN_FIGURES: Final = 3
#: A figure next to one of these has a source that nobody marked.
_SAYS_WHO: Final = re.compile(r"\b(?:according\s+to|sa(?:id|ys?)|found|estimat(?:es?|ed))\b", re.I)
_BODY: Final = ("body", "question")


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
    words = WordMap.build(reading.view, audit.claims, audit.attributions)
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


def _sentence(reading: Reading, claim: Claim) -> Span:
    return reading.audit.article.sentences[claim.sentence].span


def _lies_in(claim: Claim, span: Span) -> bool:
    return all(span[0] <= start and end <= span[1] for start, end in claim.spans)
