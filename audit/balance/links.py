"""The hyperlinks of an article, counted."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from onrecord.audit.schema.audit import Article
from onrecord.audit.schema.balance import Links
from onrecord.models.text.spans import merged, overlapping
from onrecord.models.types import Attribution


def links_of(article: Article, attributions: Sequence[Attribution]) -> Links:
    """The counts of `article.links` (see `Links`)."""
    hosts = [host_of(link.url) for link in article.links]
    own = host_of(article.url) if article.url else None
    spoken = merged(
        [
            piece
            for attribution in attributions
            for piece in (*attribution.source, *attribution.cue, *attribution.content)
        ]
    )
    return Links(
        links=len(hosts),
        hosts=len({host for host in hosts if host}),
        external=None if own is None else sum(1 for host in hosts if host and host != own),
        attributed=sum(1 for link in article.links if overlapping(spoken, link.span)),
    )


def host_of(url: str) -> str | None:
    """The host of `url` without ``www.``; None if it has none, or is not an address."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
