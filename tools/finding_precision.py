"""How often the sourcing rules are right, by verdicts on findings: ``finding_precision.py FILE…``.

The files hold articles as lines of JSON with ``id``, ``text`` and metadata (``.gz`` is unpacked).
``tools/findings/verdicts.tsv`` says of findings in some of them whether an editor would act on them
or dismiss them; a language model read each in its passage. The articles are audited with the model
that ships, under the default policy with those rules of the strict one that it lacks. For each
rule: the findings read and the right ones, and how many of both it still makes.
"""

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from breaches import rules_of

from onrecord.audit.auditor import Auditor
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy import Policy, load_policy
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.schema.audit import Audit
from onrecord.models.types import Span

VERDICTS: Final = Path(__file__).parent / "findings" / "verdicts.tsv"
FIELDS: Final = ("title", "url", "publisher", "date")


class Verdict(NamedTuple):
    """A finding that was read: its rule, its first passage (None: of the whole article)."""

    rule: str
    article: str
    span: Span | None
    right: bool


def verdicts(path: Path = VERDICTS) -> list[Verdict]:
    """All verdicts of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Verdict(
                row["rule"],
                row["article"],
                (int(row["start"]), int(row["end"])) if int(row["end"] or 0) else None,
                row["verdict"] == "right",
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def documents(paths: Iterable[Path], wanted: set[str]) -> Iterator[Document]:
    """The articles whose ids are wanted."""
    for path in paths:
        packed = path.suffix == ".gz"
        with gzip.open(path, "rt") if packed else path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["id"] in wanted:
                    known = {field: row[field] for field in FIELDS if row.get(field)}
                    yield Document(id=row["id"], text=row["text"], **known)


def every_rule() -> Policy:
    """The default policy with the rules that only the strict one has."""
    policy = load_policy("default")
    own = {rule.id for rule in policy.rules}
    more = [rule for rule in load_policy("strict").rules if rule.id not in own]
    return msgspec.structs.replace(policy, rules=[*policy.rules, *more])


def still_made(audit: Audit, verdict: Verdict) -> bool:
    """Whether a finding of the audit is the one that was read, or has it as a point."""
    made = [one for one in audit.findings if verdict.rule in rules_of(one)]
    if verdict.span is None:
        return bool(made)
    start, end = verdict.span
    return any(s < end and e > start for one in made for s, e in one.spans)


def table(read: Mapping[str, Counter[str]], off: set[str]) -> str:
    """The counts as a table in Markdown, in the catalogue's order, rules that are off last."""
    rows = ["| rule | read | right | still reported | of these right |", "|---|---|---|---|---|"]
    known = [rule for rule in catalogue().rules if rule in read]
    for rule in sorted(known, key=lambda rule: rule in off):
        c = read[rule]
        name = f"{rule} (off)" if rule in off else rule
        rows.append(f"| {name} | {c['read']} | {c['right']} | {c['made']} | {c['made right']} |")
    return "\n".join(rows)


def main(paths: list[str]) -> None:
    """Print the table."""
    by_article: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts():
        by_article[verdict.article].append(verdict)
    read: dict[str, Counter[str]] = defaultdict(Counter)
    found = documents(map(Path, paths), set(by_article))
    for audit in Auditor.load(policy=every_rule()).audit_many(found):
        for verdict in by_article.pop(audit.article.id or ""):
            counts = read[verdict.rule]
            counts["read"] += 1
            counts["right"] += verdict.right
            made = still_made(audit, verdict)
            counts["made"] += made
            counts["made right"] += made and verdict.right
    if by_article:
        print(f"{len(by_article)} articles with verdicts are in none of the files")
    on = {rule.id for rule in load_policy("default").rules}
    print(table(read, set(catalogue().rules) - on))


if __name__ == "__main__":
    main(sys.argv[1:])
