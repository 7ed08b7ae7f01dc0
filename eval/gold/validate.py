"""The checks that every reader's articles pass through."""

from collections.abc import Iterable
from itertools import combinations, pairwise

import msgspec

from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import ROLES, GoldArticle, GoldAttribution
from onrecord.models.types import Span

#: As many pairs of overlapping contents are named in one warning.
NAMED_PAIRS = 3


def fault_of(attribution: GoldAttribution, text: str) -> str | None:
    """What makes an attribution unusable for `text`, as a clause; None where nothing does."""
    for role in ROLES:
        spans: list[Span] = getattr(attribution, role)
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                return (
                    f"its {role} [{start}, {end}] is not a span of a text of {len(text)} characters"
                )
        for (_, end), (start, _) in pairwise(spans):
            if start < end:
                return f"two pieces of its {role} overlap at character {start}"
    return None


def overlapping_contents(attributions: list[GoldAttribution]) -> list[tuple[str, str]]:
    """Pairs of ids whose contents share a character, each pair once, in order."""

    def overlap(first: GoldAttribution, second: GoldAttribution) -> bool:
        return any(a < d and c < b for a, b in first.content for c, d in second.content)

    return [(a.id, b.id) for a, b in combinations(attributions, 2) if overlap(a, b)]


def checked(
    article: GoldArticle, file: str, problems: Problems, *, prefix: str | None = None
) -> GoldArticle:
    """`article` without the attributions that can't be used; each goes to `problems`.

    Source and cue words that several attributions share are legal. Contents that overlap
    are warned of, since every word of them is then given to the outer one; so are
    attributions without any words, of which PolNeAR itself has a few. Nested attributions lie
    inside others, so that nothing is said of their overlaps.
    """
    where = prefix or article.id
    seen: set[str] = set()

    def usable(attributions: Iterable[GoldAttribution]) -> list[GoldAttribution]:
        kept: list[GoldAttribution] = []
        for attribution in attributions:
            id = f"{where}/{attribution.id}"
            if attribution.id in seen:
                problems.fault(file, id, "a second attribution has this id")
                continue
            seen.add(attribution.id)
            reason = fault_of(attribution, article.text)
            if reason is not None:
                problems.fault(file, id, reason)
                continue
            if not (attribution.source or attribution.cue or attribution.content):
                problems.warn(file, id, "it has no source, cue or content")
            kept.append(attribution)
        return kept

    kept = usable(article.attributions)
    nested = usable(article.nested)
    pairs = overlapping_contents(kept)
    if pairs:
        named = ", ".join(f"{a} and {b}" for a, b in pairs[:NAMED_PAIRS])
        more = f" and {len(pairs) - NAMED_PAIRS} more pairs" if len(pairs) > NAMED_PAIRS else ""
        problems.warn(file, where, f"contents overlap (the outer one wins): {named}{more}")
    return msgspec.structs.replace(article, attributions=kept, nested=nested)


def unique(articles: Iterable[tuple[str, GoldArticle]], problems: Problems) -> list[GoldArticle]:
    """The articles of (file, article) pairs; a second one of the same id goes to `problems`."""
    kept: dict[str, GoldArticle] = {}
    for file, article in articles:
        if article.id in kept:
            problems.fault(file, article.id, "a second article has this id")
        else:
            kept[article.id] = article
    return list(kept.values())
