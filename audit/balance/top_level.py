"""Sources with their members counted as one."""

from collections.abc import Iterable, Sequence

from onrecord.audit.schema.audit import Claim
from onrecord.models.types import Source


def top_level_ids(sources: Sequence[Source]) -> dict[str, str]:
    """Id of each source to the id of the group that it counts for (its own where it has none).

    A `member_of` that leads nowhere or round in a circle ends where it does so.
    """
    groups = {source.id: source.member_of for source in sources}
    return {source.id: _top(source.id, groups) for source in sources}


def _top(source_id: str, groups: dict[str, str | None]) -> str:
    seen = {source_id}
    while True:
        group = groups[source_id]
        if group is None or group not in groups or group in seen:
            return source_id
        seen.add(group)
        source_id = group


def top_level(sources: Sequence[Source]) -> list[Source]:
    """The sources that stand for themselves, in the order of the source list."""
    tops = top_level_ids(sources)
    kept = set(tops.values())
    return [source for source in sources if source.id in kept]


def speaking(sources: Sequence[Source], claims: Iterable[Claim]) -> list[Source]:
    """The sources that have a claim, and the groups of those, in the order of the source list.

    One that a headline alone names, or whose words are all another's, has none.
    """
    groups = {source.id: source.member_of for source in sources}
    heard: set[str] = set()
    for claim in claims:
        id = claim.source_id
        while id is not None and id not in heard:
            heard.add(id)
            id = groups.get(id)
    return [source for source in sources if source.id in heard]
