"""Attributions from marked regions and the links that an annotator drew between them.

Tools without events (Label Studio, brat relations) know regions and links only. The
centre of an attribution is its cue; where it has none, its content; else its source.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.eval.gold.types import ROLES, Role
from onrecord.models.types import Span


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A marked stretch of text: its id, role and pieces."""

    id: str
    role: Role
    spans: list[Span]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The regions of one attribution, the centre first."""

    regions: list[Region]

    def spans(self, role: Role) -> list[Span]:
        """All pieces of a role, in text order."""
        return sorted({span for r in self.regions if r.role == role for span in r.spans})


def group(regions: Sequence[Region], links: Iterable[tuple[str, str]]) -> list[Group]:
    """Attributions of linked regions, in the order of their centres.

    - Regions of one role that are linked to each other are pieces of one mention.
    - A cue makes an attribution with every source and content linked to it; a source may
      serve several.
    - Content that hangs on no cue joins the one cue of its source, where that cue has no
      content of its own; else it makes an attribution with the sources linked to it.
    - A source that hangs on nothing stands alone.

    The direction of links does not matter; links to unknown regions are ignored.
    """
    return _Grouping(regions, links).groups()


class _Grouping:
    def __init__(self, regions: Sequence[Region], links: Iterable[tuple[str, str]]) -> None:
        self.order = {r.id: i for i, r in enumerate(regions)}
        self.regions = {r.id: r for r in regions}
        self.links: dict[str, list[str]] = defaultdict(list)
        for one, other in links:
            if one != other and one in self.regions and other in self.regions:
                self.links[one].append(other)
                self.links[other].append(one)
        self.found: list[list[str]] = []
        #: Indices into `found` of the groups that each source or content is in.
        self.owners: dict[str, list[int]] = defaultdict(list)

    def groups(self) -> list[Group]:
        for mention in self._mentions("cue"):
            self._add(
                [*mention, *self._linked(mention, "source"), *self._linked(mention, "content")]
            )
        for mention in self._mentions("content"):
            sources = self._linked(mention, "source")
            owner = self._only_owner_without_content(sources)
            if owner is None:
                self._add([*mention, *sources])
            else:
                self._extend(owner, mention)
        for mention in self._mentions("source"):
            self._add(mention)
        self.found.sort(key=lambda ids: self.order[ids[0]])
        return [Group(regions=[self.regions[id] for id in ids]) for ids in self.found]

    def _mentions(self, role: Role) -> list[list[str]]:
        """The mentions of a role that are in no group yet."""
        seen: set[str] = set()
        mentions = []
        for region in self.regions.values():
            if region.role == role and region.id not in seen and not self.owners[region.id]:
                mention = self._same_role(region.id)
                seen.update(mention)
                mentions.append(mention)
        return mentions

    def _same_role(self, start: str) -> list[str]:
        role, mention = self.regions[start].role, [start]
        for id in mention:
            for other in self.links[id]:
                if self.regions[other].role == role and other not in mention:
                    mention.append(other)
        return mention

    def _linked(self, mention: Iterable[str], role: Role) -> list[str]:
        linked = [o for id in mention for o in self.links[id] if self.regions[o].role == role]
        return list(dict.fromkeys(id for other in linked for id in self._same_role(other)))

    def _only_owner_without_content(self, sources: Iterable[str]) -> int | None:
        owners = {i for id in sources for i in self.owners[id]}
        if len(owners) != 1:
            return None
        (owner,) = owners
        has_content = any(self.regions[id].role == "content" for id in self.found[owner])
        return None if has_content else owner

    def _add(self, ids: list[str]) -> None:
        self.found.append([])
        self._extend(len(self.found) - 1, ids)

    def _extend(self, index: int, ids: Iterable[str]) -> None:
        for id in ids:
            self.found[index].append(id)
            self.owners[id].append(index)


def role_of(name: str) -> Role | None:
    """The role that a label such as ``Source`` or ``CUE`` names; None for any other label."""
    return next((role for role in ROLES if role == name.strip().lower()), None)
