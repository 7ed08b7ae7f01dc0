"""Measure how well changes between drafts are reported, on pairs with known changes.

A pair is a file of ``tests/fixtures/drafts``: the text in CriticMarkup, of which the old draft
rejects all edits and the new one accepts them, and what an editor would say has changed.

``changes`` are to be reported; all else that is reported is invented. ``optional`` are the indices
of those of which that can be doubted; ``alternatives`` are, by turns, indices of changes and
what may be reported in their place. ``--show`` prints what was missed and what was invented.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from marked import ROOT

from onrecord.audit.auditor import Auditor
from onrecord.audit.diff.compare_drafts import compare_drafts
from onrecord.audit.diff.types import Diff
from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.types import Source, Span

FOLDER: Final = ROOT / "tests" / "fixtures" / "drafts"
_EDIT: Final = re.compile(r"\{(\+\+|--|~~)(.*?)(?:\+\+|--|~~)\}", re.DOTALL)


class Change(NamedTuple):
    """A change as it is reported: of which kind, and the words of either draft it is about."""

    kind: str
    old: str
    new: str


class Score(NamedTuple):
    """What came of a pair."""

    name: str
    found: int
    missed: list[dict[str, str]]
    invented: list[Change]


def versions(text: str) -> tuple[str, str]:
    """The old and the new draft of a text in CriticMarkup."""

    def side(match: re.Match[str], new: bool) -> str:
        kind, inner = match.group(1), match.group(2)
        if kind == "~~":
            return inner.partition("~>")[2 if new else 0]
        return inner if (kind == "++") == new else ""

    return (
        _EDIT.sub(lambda match: side(match, False), text).strip() + "\n",
        _EDIT.sub(lambda match: side(match, True), text).strip() + "\n",
    )


def reported(diff: Diff) -> Iterator[Change]:
    """The changes that a comparison reports, but for findings and figures."""
    for source in diff.sources:
        before, after = _source(diff.old, source.old), _source(diff.new, source.new)
        yield Change(f"source {source.change}", _told(before), _told(after))
    for claim in diff.claims:
        old, new = _claim(diff.old, claim.old), _claim(diff.new, claim.new)
        yield Change(
            f"claim {claim.change}", _words(diff.old, old.spans), _words(diff.new, new.spans)
        )
    for quotation in diff.quotations:
        yield Change(
            f"quotation {quotation.change}",
            _words(diff.old, quotation.old),
            _words(diff.new, quotation.new),
        )
    for passage in diff.passages:
        if passage.moved:
            old_spans = [diff.old.article.sentences[i].span for i in passage.old]
            yield Change("moved", _words(diff.old, old_spans), "")


def score(name: str, pair: dict[str, Any], diff: Diff) -> Score:
    """What of a pair's changes was reported, and what else was.

    A source's own claims are its change's business: where it is reported that a source was added or
    dropped, so may be the speakers of its claims, and the other way round.
    """
    changes: list[dict[str, str]] = pair["changes"]
    left = list(reported(diff))
    optional = {id(changes[i]) for i in pair.get("optional", [])}
    wanted = list(changes)
    alternatives = pair.get("alternatives", [])
    for indices, others in zip(alternatives[::2], alternatives[1::2], strict=True):
        usual = [changes[i] for i in indices]
        if _hits(usual, left) < len(usual) and _hits(others, left) == len(others):
            wanted = [one for one in wanted if one not in usual] + others
    found, missed = 0, []
    for one in wanted:
        hits = [change for change in left if _fits(one, change)]
        left = [change for change in left if change not in hits]
        if hits and id(one) not in optional:
            found += 1
        elif not hits and id(one) not in optional:
            missed.append(one)
    for one in pair.get("optional_changes", []):
        left = [change for change in left if not _fits(one, change)]
    return Score(name, found, missed, left)


def measure(paths: Iterable[Path], auditor: Auditor) -> list[Score]:
    """The scores of the pairs in some files."""
    scores = []
    for path in paths:
        pair = tomllib.loads(path.read_text(encoding="utf-8"))
        old, new = versions(pair["text"])
        audits = list(
            auditor.audit_many([Document(id="old", text=old), Document(id="new", text=new)])
        )
        scores.append(score(path.stem, pair, compare_drafts(*audits)))
    return scores


def _hits(wanted: list[dict[str, str]], changes: list[Change]) -> int:
    return sum(any(_fits(one, change) for change in changes) for one in wanted)


def _fits(wanted: dict[str, str], change: Change) -> bool:
    sides = {"old": change.old, "new": change.new}
    return change.kind == wanted["kind"] and all(
        wanted[side].casefold() in sides[side].casefold() for side in sides if side in wanted
    )


def _source(audit: Audit, id: str | None) -> Source | None:
    return next((source for source in audit.sources if source.id == id), None)


def _claim(audit: Audit, id: str) -> Claim:
    return next(claim for claim in audit.claims if claim.id == id)


def _told(source: Source | None) -> str:
    return "" if source is None else source.name


def _words(audit: Audit, spans: Iterable[Span]) -> str:
    return " … ".join((audit.article.text or "")[start:end] for start, end in spans)


def main() -> int:
    """Print the share of the changes that is reported, and how many are invented."""
    scores = measure(sorted(FOLDER.glob("*.toml")), Auditor.load())
    for one in scores:
        print(
            f"{one.name:16}  {one.found:2} found  {len(one.missed):2} missed  "
            f"{len(one.invented):2} invented"
        )
        if "--show" in sys.argv:
            for miss in one.missed:
                print(f"    missed {miss}")
            for change in one.invented:
                print(f"    invented {change.kind}: {change.old[:70]!r} -> {change.new[:70]!r}")
    found = sum(one.found for one in scores)
    missed = sum(len(one.missed) for one in scores)
    invented = sum(len(one.invented) for one in scores)
    print(
        f"{found} of {found + missed} changes reported ({found / (found + missed):.3f}), "
        f"{invented} invented, in {len(scores)} pairs"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
