"""How often the rules are right, by the verdicts."""

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.audit.auditor import Auditor
from onrecord.audit.policy.catalogue import catalogue

TOOLS = Path(__file__).resolve().parents[2] / "tools"
TEXT = (
    "PENFOLD — The mill will close in May, a person familiar with the matter said on Monday.\n\n"
    "Ada Lund, the mayor, said that she had not been told. It reportedly has debts.\n"
)


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("finding_precision")


def test_every_verdict_is_on_a_rule_and_no_finding_has_two(tool: ModuleType) -> None:
    found = tool.verdicts()
    assert len(found) > 500
    assert {one.rule for one in found} <= set(catalogue().rules)
    assert len({(one.rule, one.article, one.span) for one in found}) == len(found)


@pytest.mark.slow
def test_a_finding_is_found_again_by_rule_and_place(
    tool: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "one", "text": TEXT}) + "\n")
    place = TEXT.index("reportedly")
    read = [
        tool.Verdict("hearsay", "one", (place, place + 10), True),
        tool.Verdict("hearsay", "one", (0, 7), False),
        tool.Verdict("unsourced-figures", "one", (place, place + 10), True),
    ]
    monkeypatch.setattr(tool, "verdicts", lambda: read)
    tool.main([str(path)])
    rows = capsys.readouterr().out.splitlines()
    assert "| hearsay | 2 | 1 | 1 | 1 |" in rows
    assert "| unsourced-figures (off) | 1 | 1 | 0 | 0 |" in rows
    (audit,) = Auditor.load(policy=tool.every_rule()).audit_many([TEXT])
    assert tool.still_made(audit, tool.Verdict("hearsay", "one", None, True))
