"""Who speaks in a gold article: the speaker of each attribution, and of what type it is."""

from collections.abc import Sequence

from onrecord.eval.gold.canonicals import type_of
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.models.labels import AttributionType


def everything(article: GoldArticle) -> list[GoldAttribution]:
    """Its attributions, the nested ones last."""
    return [*article.attributions, *article.nested]


def gold_types(article: GoldArticle) -> dict[str, AttributionType | None]:
    """The type of each attribution by id, its speaker's; None where gold gives none.

    A name that is withheld at one mention is withheld at all of them.
    """
    attributions = everything(article)
    withheld = {a.canonical for a in attributions if a.withheld and a.canonical}
    return {
        a.id: type_of(
            a.code,
            a.canonical,
            withheld=a.withheld or a.canonical in withheld,
            unnamed=a.unnamed,
        )
        for a in attributions
    }


def mentions_by_speaker(
    attributions: Sequence[GoldAttribution],
) -> dict[str, list[GoldAttribution]]:
    """The attributions with source words of each speaker, by canonical."""
    found: dict[str, list[GoldAttribution]] = {}
    for attribution in attributions:
        if attribution.canonical and attribution.source:
            found.setdefault(attribution.canonical, []).append(attribution)
    return found
