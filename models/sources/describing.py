"""How an article describes a source: beside its mentions, else beside its name elsewhere."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from onrecord.models.config import DescriptionConfig
from onrecord.models.labels import Code
from onrecord.models.lexicon.descriptions import description_near, short_title
from onrecord.models.linking.clusters import Cluster
from onrecord.models.linking.link import Linked
from onrecord.models.text.tokens import Tokens
from onrecord.models.types import Span


def source_description(
    text: str,
    tokens: Tokens,
    linked: Linked,
    cluster: Cluster,
    code: Code,
    mentions: Sequence[Span],
    config: DescriptionConfig,
) -> str | None:
    """What the article says of who a source is, None where it says nothing.

    The first description that stands at a mention; of a person, else the first one at its name
    anywhere, or a short title before that ("Sen.").

    Args:
        mentions: half-open spans of characters of the source's mentions.
    """
    found = _first(description_near(text, span, config) for span in mentions)
    if found or code != "P" or cluster.joint:
        return found
    groups = [g for g in cluster.names if linked.people[g]]
    names = islice(chain.from_iterable(linked.names[g] for g in groups), config.names)
    spans = [(tokens.spans[n.start][0], tokens.spans[n.end - 1][1]) for n in names]
    found = _first(description_near(text, span, config) for span in spans)
    return found or _first(short_title(text, span, config) for span in spans)


def _first(found: Iterable[str | None]) -> str | None:
    return next((one for one in found if one), None)
