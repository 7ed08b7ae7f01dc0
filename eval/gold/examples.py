"""Gold articles as the examples that the tagger is trained on."""

from onrecord.eval.gold.types import GoldArticle
from onrecord.models.examples import Example, ExampleAttribution


def example_of(article: GoldArticle) -> Example:
    """`article` as a training example; its silver names, where it has any, teach the name head."""
    return Example(
        id=article.id,
        text=article.text,
        attributions=[
            ExampleAttribution(
                source=a.source,
                cue=a.cue,
                content=a.content,
                code=a.code,
                withheld=a.withheld,
                sector=a.sector,
                canonical=a.canonical,
            )
            for a in article.attributions
        ],
        names=(article.silver.names or None) if article.silver else None,
    )
