"""Naming sources as a house list does, and joining those that it lists as one."""

from collections.abc import Sequence

import msgspec

from onrecord.audit.decisions.type_codes import label_of, typed
from onrecord.audit.house.types import House, Known, plain
from onrecord.models.types import Analysis, Source


def with_house(text: str, analysis: Analysis, house: House) -> Analysis:
    """`analysis` with the sources that the house list knows called and typed as it says.

    A source is known by what it is called, or else by the words of its mentions where they are one
    known source's only. Named sources that are the same known one are joined, and unnamed ones
    ("the mayor") join the named one. Where the article names nobody, the house list makes no
    source a named one: of such a source only the sector is taken.
    """
    if not house.by_name:
        return analysis
    groups: dict[int, list[Source]] = {}
    for source in analysis.sources:
        place = _known_as(text, source, house)
        if place is not None:
            groups.setdefault(place, []).append(source)
    changed: dict[str, Source] = {}
    joined: dict[str, str] = {}
    for place, members in groups.items():
        kept = _joined(members, house.sources[place])
        if kept.label == "named":
            joined |= {one.id: kept.id for one in members}
            changed[kept.id] = kept
        else:
            changed |= {one.id: _sector_only(one, house.sources[place]) for one in members}
    sources = [
        _member(changed.get(one.id, one), joined)
        for one in analysis.sources
        if joined.get(one.id, one.id) == one.id
    ]
    types = {one.id: one.type for one in sources if one.id in changed}
    attributions = []
    for one in analysis.attributions:
        id = joined.get(one.source_id or "", one.source_id)
        moved = one if id == one.source_id else msgspec.structs.replace(one, source_id=id)
        attributions.append(typed(moved, types[id]) if id in types else moved)
    return msgspec.structs.replace(analysis, attributions=attributions, sources=sources)


def _known_as(text: str, source: Source, house: House) -> int | None:
    """The place in the house list of a source; None where it isn't known."""
    place = house.by_name.get(plain(source.name))
    if place is not None:
        return place
    words = [plain(text[start:end]) for start, end in source.mentions]
    found = {house.by_name[one] for one in words if one in house.by_name}
    return found.pop() if len(found) == 1 else None


def _joined(members: Sequence[Source], known: Known) -> Source:
    """The first named of the sources, else the first, with all mentions and as `known` says."""
    kept = next((one for one in members if one.label == "named"), members[0])
    if kept.label != "named":
        return kept
    type = known.type or kept.type
    return msgspec.structs.replace(
        kept,
        name=known.name,
        type=type,
        label=label_of(type),
        sector=known.sector or kept.sector,
        description=kept.description or known.title,
        mentions=sorted({span for one in members for span in one.mentions}),
    )


def _sector_only(source: Source, known: Known) -> Source:
    return msgspec.structs.replace(source, sector=known.sector or source.sector)


def _member(source: Source, joined: dict[str, str]) -> Source:
    group = joined.get(source.member_of or "", source.member_of)
    if group == source.member_of:
        return source
    return msgspec.structs.replace(source, member_of=None if group == source.id else group)
