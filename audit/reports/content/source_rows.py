"""The sources of an audit in the order in which a reader wants them."""

from collections.abc import Mapping
from typing import NamedTuple

from onrecord.audit.balance.top_level import speaking
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.labels import Label
from onrecord.models.types import Source


class Entry(NamedTuple):
    """A source with its own claims and the members of the group that it is.

    share: of attributed words, members included; None for a member and where nothing is
    attributed.
    """

    source: Source
    claims: list[Claim]
    members: list["Entry"]
    share: float | None


def source_list(audit: Audit, label: Label | None = None) -> list[Entry]:
    """Top-level sources (those with `label`, or all), the most words first, with their members.

    Sources without a claim, such as those that a headline alone names, are left out.
    """
    sources = speaking(audit.sources, audit.claims)
    known = {source.id: source for source in sources}
    claims: dict[str, list[Claim]] = {source.id: [] for source in sources}
    for claim in audit.claims:
        if claim.source_id is not None:
            claims[claim.source_id].append(claim)
    shares = {
        row.source_id: row.share_of_attributed_words
        for row in audit.balance.source_shares
        if row.source_id is not None
    }
    members: dict[str, list[Entry]] = {}
    for source in sources:
        group = _group(source, known)
        if group is not None:
            members.setdefault(group, []).append(Entry(source, claims[source.id], [], None))
    tops = [
        Entry(source, claims[source.id], members.get(source.id, []), shares.get(source.id))
        for source in sources
        if _group(source, known) is None and label in (None, source.label)
    ]
    return sorted(tops, key=lambda entry: -_words(entry))


def flat(entries: list[Entry]) -> list[Entry]:
    """Every entry, each group followed by its members."""
    return [one for entry in entries for one in (entry, *entry.members)]


def claims_with_members(entry: Entry) -> int:
    """Number of claims of a source and of the members of its group."""
    return len(entry.claims) + sum(len(member.claims) for member in entry.members)


def _words(entry: Entry) -> int:
    return entry.source.words + sum(member.source.words for member in entry.members)


def _group(source: Source, known: Mapping[str, Source]) -> str | None:
    """Id of the outermost group that `source` is in; None for a top-level source."""
    seen = {source.id}
    group = None
    while source.member_of is not None and source.member_of in known:
        if source.member_of in seen:
            return group
        source = known[source.member_of]
        seen.add(source.id)
        group = source.id
    return group
