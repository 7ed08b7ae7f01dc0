"""Sources added, dropped, named, made anonymous, renamed or described in other words."""

from collections.abc import Iterable, Iterator

from onrecord.audit.balance.top_level import speaking
from onrecord.audit.diff.edits import Edits
from onrecord.audit.diff.source_matching import SourcePairs, claims_of, other_name
from onrecord.audit.diff.types import SourceChange, SourceChangeKind
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.types import Source


def source_changes(old: Audit, new: Audit, pairs: SourcePairs, edits: Edits) -> list[SourceChange]:
    """What became of the sources: those of the new draft in its order, then the dropped ones.

    Left out is what no edit of a sentence that mentions or quotes the source explains.
    """
    return list(_changes(old, new, pairs, edits))


def _changes(old: Audit, new: Audit, pairs: SourcePairs, edits: Edits) -> Iterator[SourceChange]:
    before = {source.id: source for source in old.sources}
    old_claims, new_claims = claims_of(old.claims), claims_of(new.claims)
    for source in speaking(new.sources, new.claims):
        said = new_claims.get(source.id, [])
        former = before.get(pairs.to_old.get(source.id, ""))
        if former is None:
            if edits.of_new_source(source, said):
                yield _change("added", None, source, [], said)
            continue
        had = old_claims.get(former.id, [])
        kind = _kind(former, source)
        if kind and (edits.of_new_source(source, said) or edits.of_old_source(former, had)):
            yield _change(kind, former, source, had, said)
    for source in speaking(old.sources, old.claims):
        if source.id not in pairs.to_new:
            had = old_claims.get(source.id, [])
            if edits.of_old_source(source, had):
                yield _change("dropped", source, None, had, [])


def _kind(old: Source, new: Source) -> SourceChangeKind | None:
    if old.label != new.label:
        return "named" if new.label == "named" else "made_anonymous"
    if not other_name(old, new):
        return None
    return "renamed" if new.label == "named" else "described"


def _change(
    kind: SourceChangeKind,
    old: Source | None,
    new: Source | None,
    old_claims: Iterable[Claim],
    new_claims: Iterable[Claim],
) -> SourceChange:
    return SourceChange(
        change=kind,
        old=None if old is None else old.id,
        new=None if new is None else new.id,
        old_claims=[claim.id for claim in old_claims],
        new_claims=[claim.id for claim in new_claims],
    )
