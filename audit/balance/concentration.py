"""How far the words of an article's sources lie with a few of them."""

import math
from collections.abc import Mapping

from onrecord.audit.balance.shares import rounded, share
from onrecord.audit.schema.source_figures import Concentration


def concentration_of(words: Mapping[str, int]) -> Concentration:
    """The concentration of `words` by source id (see `Concentration`); of equals the first."""
    counts = {source_id: n for source_id, n in words.items() if n > 0}
    total = sum(counts.values())
    if not total:
        return Concentration(
            sources=0,
            largest_source_id=None,
            largest_share=None,
            effective_sources=None,
            inverse_simpson=None,
        )
    parts = [n / total for n in counts.values()]
    largest = max(counts, key=lambda source_id: counts[source_id])
    return Concentration(
        sources=len(counts),
        largest_source_id=largest,
        largest_share=share(counts[largest], total),
        effective_sources=rounded(math.exp(-sum(p * math.log(p) for p in parts))),
        inverse_simpson=rounded(1 / sum(p * p for p in parts)),
    )
