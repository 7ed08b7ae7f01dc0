"""Groups and their members: "three officials … one of them … another"."""

from collections.abc import Sequence

from onrecord.models.mentions import membership


def members(sources: Sequence[tuple[str, bool]]) -> list[int | None]:
    """For each source (name, is it a group?), in order of mention: the group it is one of.

    A source whose name says that it is one of several ("one of the officials", "another
    official") belongs to the last group before it that its words fit, or to the last group
    at all where it names none ("one of them").
    """
    result: list[int | None] = []
    for i, (name, is_group) in enumerate(sources):
        found = None
        if not is_group and membership(name):
            groups = [k for k in range(i) if sources[k][1]]
            words = _stems(name)
            fitting = [k for k in groups if words & _stems(sources[k][0])]
            if fitting:
                found = fitting[-1]
            elif not words and groups:
                found = groups[-1]
        result.append(found)
    return result


def _stems(name: str) -> set[str]:
    small = {
        "one",
        "of",
        "the",
        "them",
        "these",
        "those",
        "another",
        "a",
        "an",
        "other",
        "two",
        "three",
        "some",
        "and",
    }
    words = [w.lower().strip(".,") for w in name.split()]
    return {w.removesuffix("s") for w in words if w not in small and len(w) > 3}
