"""Check that every expectation of small texts that held still holds: ``cases.py FOLDER``.

FOLDER has ``cases.jsonl`` (texts with what a careful reader expects of each) and ``check.py``,
which says what does not hold of an audit. What held is kept in `HELD` by our own codes: a case's
id and the numbers of its expectations. ``--renew`` writes that file from what holds now, and
still names what is lost.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from marked import ROOT

from onrecord.audit import Auditor
from onrecord.audit.ingest.types import Document

HELD: Final = ROOT / "tools" / "cases-held.txt"
Case = dict[str, Any]
#: What does not hold of a case: the number of each expectation, and why.
Failures = list[tuple[int, str]]


def failures_of(folder: Path) -> dict[str, tuple[int, Failures]]:
    """How many expectations each case has, and which of them fail, by its id."""
    lines = (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases: list[Case] = [json.loads(line) for line in lines if line.strip()]
    documents = (Document(id=case["id"], text=case["text"]) for case in cases)
    judge = _judge(folder / "check.py")
    return {
        case["id"]: (_expectations(case), judge(case, json.loads(audit.to_json())))
        for case, audit in zip(cases, Auditor.load().audit_many(documents), strict=True)
    }


def _judge(path: Path) -> Callable[[Case, Case], Failures]:
    """The function that says what does not hold of a case and its audit."""
    spec = importlib.util.spec_from_file_location("check", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    failures: Callable[[Case, Case], Failures] = module.failures
    return failures


def _expectations(case: Case) -> int:
    """Expectations are numbered through: of quotes, of names that are no sources, of counts."""
    return len(case["expect"]) + len(case.get("not_sources", [])) + len(case.get("sources") or {})


def holding(found: Mapping[str, tuple[int, Failures]]) -> dict[str, set[int]]:
    """The numbers of the expectations that hold, by case."""
    return {id: set(range(n)) - {k for k, _ in failed} for id, (n, failed) in found.items()}


def read_held(path: Path) -> dict[str, set[int]]:
    """What held when the file was written; a line is ``CASE 0 1 4``."""
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {id: set(map(int, numbers)) for id, *numbers in lines}


def written(held: Mapping[str, set[int]]) -> str:
    """The file of what holds; a case of which nothing does is left out."""
    lines = [f"{id} {' '.join(map(str, sorted(n)))}\n" for id, n in sorted(held.items()) if n]
    return "".join(lines)


def main() -> int:
    """Compare what holds with what held, or keep what holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held", type=Path, default=HELD)
    parser.add_argument("--renew", action="store_true")
    arguments = parser.parse_args()
    found = failures_of(arguments.folder)
    now = holding(found)
    before = read_held(arguments.held) if arguments.held.exists() else {}
    if arguments.renew:
        arguments.held.write_text(written(now), encoding="utf-8")
    why = {id: dict(failed) for id, (_, failed) in found.items()}
    lost = [(id, k) for id, n in before.items() if id in now for k in sorted(n - now[id])]
    for id, k in lost:
        print(f"{id} {k} held: {why[id].get(k, 'there is no such expectation any more')}")
    for id in sorted(before.keys() - now.keys()):
        print(f"{id} is not there any more")
    total, kept = sum(n for n, _ in found.values()), sum(map(len, now.values()))
    gained = sum(len(n - before.get(id, set())) for id, n in now.items())
    print(f"{kept} of {total} expectations hold; {len(lost)} that held fail, {gained} are new")
    return 1 if lost and not arguments.renew else 0


if __name__ == "__main__":
    sys.exit(main())
