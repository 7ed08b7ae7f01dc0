"""Gold articles as the examples that the tagger is trained on."""

import msgspec

from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.models.training.examples import Example, ExampleAttribution


def example_of(article: GoldArticle) -> Example:
    """`article` as a training example; its silver names, where it has any, teach the name head."""
    return Example(
        id=article.id,
        text=article.text,
        attributions=[_example_attribution(a) for a in article.attributions],
        names=(article.silver.names or None) if article.silver else None,
        nested=[_example_attribution(a) for a in article.nested],
    )


def _example_attribution(attribution: GoldAttribution) -> ExampleAttribution:
    said = msgspec.structs.asdict(attribution)
    del said["id"]
    return ExampleAttribution(**said)
