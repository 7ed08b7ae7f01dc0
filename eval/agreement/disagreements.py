"""Where annotators disagree, attribution by attribution."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec
import numpy as np

from onrecord.eval.agreement.pair_counts import same_canonical
from onrecord.eval.gold.types import GoldAttribution, Role
from onrecord.eval.gold.values import format_code, format_insider
from onrecord.eval.matching import Mask, Target, match_contents
from onrecord.models.types import Span

Aspect: TypeAlias = Literal[
    "attribution", "content", "source", "cue", "code", "sector", "unnamed", "insider", "name"
]
#: What stands for words that an annotator did not mark.
NO_WORDS = "(none)"


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that annotators see differently.

    `attribution`: some have it, some have not; the other aspects compare those who have it.
    `spans` is its content as the first of them marked it. `said` is what each says, by
    annotator: the id of the attribution (None: they have none), words, or a value.
    """

    article: str
    aspect: Aspect
    spans: list[Span]
    said: dict[str, str | None]


def disagreements(article: str, versions: Mapping[str, Target]) -> list[Disagreement]:
    """Everything in which the annotators of an article disagree, in text order.

    Args:
        article: its id.
        versions: the article as each annotator sees it, by name.
    """
    found = []
    for group in _groups(versions):
        spans = next(iter(group.values())).content
        for aspect, said in _different(group, versions):
            found.append(Disagreement(article=article, aspect=aspect, spans=spans, said=said))
    return sorted(found, key=lambda d: d.spans)


_Group: TypeAlias = dict[str, GoldAttribution]


def _groups(versions: Mapping[str, Target]) -> list[_Group]:
    """Attributions that mean the same, by annotator, matched by content to the first of each."""
    groups: list[_Group] = []
    contents: list[Mask] = []
    for name, target in versions.items():
        own = target.gold.roles["content"]
        with_words = np.flatnonzero(own.any(axis=1))
        matches = {}
        if contents and len(with_words):
            found = match_contents(np.array(contents), own[with_words])
            matches = {int(with_words[m.predicted]): m.gold for m in found}
        for i in with_words.tolist():
            attribution = target.article.attributions[i]
            if i in matches:
                groups[matches[i]][name] = attribution
            else:
                groups.append({name: attribution})
                contents.append(own[i])
    return groups


def _different(
    group: _Group, versions: Mapping[str, Target]
) -> list[tuple[Aspect, dict[str, str | None]]]:
    text = next(iter(versions.values())).article.text
    found: list[tuple[Aspect, dict[str, str | None]]] = []
    if len(group) < len(versions):
        ids = {name: group[name].id if name in group else None for name in versions}
        found.append(("attribution", ids))
    roles: tuple[Role, ...] = ("content", "source", "cue")
    for role in roles:
        sets = {name: _words(group[name], role, versions[name]) for name in group}
        if len(set(sets.values())) > 1:
            found.append((role, {n: _passage(text, getattr(group[n], role)) for n in group}))
    values: list[tuple[Aspect, Callable[[GoldAttribution], str | None]]] = [
        ("code", lambda a: format_code(a.code, a.withheld)),
        ("sector", lambda a: a.sector),
        ("unnamed", lambda a: a.unnamed),
        ("insider", lambda a: format_insider(a.insider)),
        ("name", lambda a: a.canonical),
    ]
    for aspect, value in values:
        given = {name: value(a) for name, a in group.items() if a.code is not None}
        if not _alike(aspect, list(given.values())):
            found.append((aspect, given))
    return found


def _words(attribution: GoldAttribution, role: Role, target: Target) -> bytes:
    """The words of a role, to compare."""
    i = next(i for i, a in enumerate(target.article.attributions) if a is attribution)
    return bytes(target.gold.roles[role][i].tobytes())


def _alike(aspect: Aspect, values: Sequence[str | None]) -> bool:
    if aspect != "name":
        return len(set(values)) < 2
    names = [v for v in values if v is not None]
    return all(same_canonical(names[0], other) for other in names[1:]) if names else True


def _passage(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans) or NO_WORDS
