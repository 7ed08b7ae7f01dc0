"""What differs between two audits of a piece, wherever in the text it stands now."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import msgspec

from onrecord.audit.schema.audit import Audit, Claim, Finding
from onrecord.models.types import Source, Span


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What is new or other in the later audit: indices of claims and findings, ids of sources."""

    claims: list[int] = []
    sources: list[str] = []
    findings: list[int] = []


def changed_between(before: Audit | None, after: Audit) -> Changed:
    """What `after` has that `before` (None: nothing is known of it) hadn't in the same words."""
    if before is None:
        return Changed()
    old, new = _Told(before), _Told(after)
    sources = _fresh(map(old.source, before.sources), [new.source(s) for s in after.sources])
    return Changed(
        claims=_fresh(map(old.claim, before.claims), [new.claim(c) for c in after.claims]),
        sources=[after.sources[i].id for i in sources],
        findings=_fresh(
            map(old.finding, before.findings), [new.finding(f) for f in after.findings]
        ),
    )


def _fresh(old: Iterable[Hashable], new: Sequence[Hashable]) -> list[int]:
    """Indices of what is new; of equals, as many as there are more of than before."""
    left = Counter(old)
    fresh = []
    for index, one in enumerate(new):
        if left[one] > 0:
            left[one] -= 1
        else:
            fresh.append(index)
    return fresh


class _Told:
    """What is said of the parts of an audit without offsets and ids, which move."""

    def __init__(self, audit: Audit) -> None:
        self._text = audit.article.text or ""
        self._sources = {source.id: source for source in audit.sources}

    def claim(self, claim: Claim) -> Hashable:
        source = self._sources.get(claim.source_id or "")
        who = None if source is None else (source.name, source.label)
        told = (claim.label, claim.type, claim.style, claim.review, claim.decided, who)
        return (self._words(claim.spans), *told)

    def source(self, source: Source) -> Hashable:
        group = self._sources.get(source.member_of or "")
        told = (source.name, source.label, source.type, source.sector, source.description)
        reason = None if source.grant is None else (source.grant.reason, source.grant.reason_type)
        return (*told, reason, source.decided, source.claims, group and group.name)

    def finding(self, finding: Finding) -> Hashable:
        told = (finding.rule, finding.level, finding.message, finding.waived)
        return (*told, tuple(finding.points), self._words(finding.spans))

    def _words(self, spans: Iterable[Span]) -> tuple[str, ...]:
        return tuple(" ".join(self._text[start:end].split()) for start, end in spans)
