"""Groups and their members while sources are joined."""

import msgspec

from onrecord.models.types import Source


def hand_members(sources: dict[str, Source], gone: str, kept: str) -> None:
    """Make the members of `gone` those of `kept`, which itself is a member of `gone` no longer."""
    for other in list(sources.values()):
        if other.member_of == gone:
            group = None if other.id == kept else kept
            sources[other.id] = msgspec.structs.replace(other, member_of=group)


def break_circles(sources: dict[str, Source]) -> None:
    """Take out of its group every source that is, by way of others, a member of itself."""
    for id in list(sources):
        seen, at = {id}, sources[id].member_of
        while at is not None and at in sources:
            if at in seen:
                sources[id] = msgspec.structs.replace(sources[id], member_of=None)
                break
            seen.add(at)
            at = sources[at].member_of
