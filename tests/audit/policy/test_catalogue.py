"""The catalogue, its presets, and the page that is made from them."""

from pathlib import Path
from string import Formatter

import pytest

from onrecord.audit.policy import PRESETS, describe, load_policy
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.policy.rules.checks import CHECKS
from onrecord.audit.schema.audit import LEVELS
from onrecord.models.errors import OnRecordError

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"
PUBLISHERS = {
    "ap": "ap",
    "nyt": "nyt",
    "reuters": "reuters",
    "npr": "npr",
    "bbc": "bbc",
}


def test_every_rule_has_its_check_and_every_check_its_rule() -> None:
    assert {entry.check for entry in catalogue().rules.values()} == set(CHECKS)
    assert len(catalogue().rules) == 25


@pytest.mark.parametrize("id", catalogue().rules)
def test_messages_use_what_the_check_fills_in(id: str) -> None:
    entry = catalogue().rules[id]
    used = {field for _, field, _, _ in Formatter().parse(entry.message) if field is not None}
    assert used == CHECKS[entry.check].fields
    assert entry.message.endswith(".")
    assert (entry.threshold is None) == (entry.unit is None)


def test_judgement_never_goes_over_a_suggestion() -> None:
    for name in PRESETS:
        assert all(r.level == "suggestion" for r in load_policy(name).rules if r.judgement)


@pytest.mark.parametrize("preset", PUBLISHERS)
def test_a_publisher_is_stricter_only_where_its_standard_asks(preset: str) -> None:
    """Stricter: a graver level, another threshold, or a rule that the default leaves out."""
    default = {rule.id: rule for rule in load_policy("default").rules}
    for rule in load_policy(preset).rules:
        known = default.get(rule.id)
        if known is not None and (known.level, known.threshold) == (rule.level, rule.threshold):
            continue
        asked = catalogue().rules[rule.id].standards
        assert not asked or PUBLISHERS[preset] in asked, rule.id


def test_strict_is_at_least_as_strict_as_every_other() -> None:
    strict = {rule.id: rule for rule in load_policy("strict").rules}
    for name in PRESETS:
        for rule in load_policy(name).rules:
            assert LEVELS.index(strict[rule.id].level) <= LEVELS.index(rule.level)


def test_the_page_is_made_from_the_catalogue() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert describe.renewed(page) == page, (
        "run python -m onrecord.audit.policy.describe docs/rules.md"
    )


def test_the_page_is_written_in_place(tmp_path: Path) -> None:
    page = tmp_path / "rules.md"
    page.write_text(f"before\n{describe.BEGIN}\nold\n{describe.END}\nafter\n", encoding="utf-8")
    describe.main([str(page)])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "### hearsay" in text
    with pytest.raises(OnRecordError, match="lacks"):
        describe.renewed("nothing")
