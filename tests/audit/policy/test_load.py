"""Policies from presets and files, and what a wrong file is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.policy import PRESETS, load_policy
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.policy.load import read_settings
from onrecord.audit.policy.types import Rule
from onrecord.models.errors import OnRecordError


def rules_of(name: str | Path) -> dict[str, Rule]:
    return {rule.id: rule for rule in load_policy(name).rules}


def written(folder: Path, toml: str) -> Path:
    path = folder / "house.toml"
    path.write_text(toml, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", PRESETS)
def test_presets_load_the_same_each_time(name: str) -> None:
    policy = load_policy(name)
    assert policy == load_policy(name)
    assert policy.name == name
    assert len(policy.sha256) == 64


def test_presets_differ() -> None:
    assert len({load_policy(name).sha256 for name in PRESETS}) == len(PRESETS)


def test_default_has_the_levels_of_the_catalogue() -> None:
    for id, rule in rules_of("default").items():
        assert rule == catalogue().rule(id)


def test_strict_applies_every_rule() -> None:
    assert list(rules_of("strict")) == list(catalogue().rules)


def test_house_rules_on_top_of_a_preset(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        name = "The Ledger"
        extends = "reuters"
        [rules]
        second-hand = "off"
        hearsay = "suggestion"
        anonymous-alone = "on"
        [rules.single-source]
        level = "error"
        threshold = 0.8
        standard = "The Ledger's handbook"
        message = "{source} {carries}."
        """,
    )
    policy = load_policy(path)
    rules = rules_of(path)
    assert policy.name == "The Ledger"
    assert "second-hand" not in rules
    assert rules["hearsay"].level == "suggestion"
    assert rules["anonymous-alone"].level == "suggestion"
    assert rules["late-attribution"] == rules_of("reuters")["late-attribution"]
    ours = rules["single-source"]
    assert (ours.level, ours.threshold, ours.standards) == (
        "error",
        0.8,
        ("The Ledger's handbook",),
    )
    assert list(rules) == [id for id in catalogue().rules if id in rules]


def test_without_a_preset_only_what_is_listed(tmp_path: Path) -> None:
    path = written(tmp_path, '[rules]\nhearsay = "on"\n')
    assert list(rules_of(path)) == ["hearsay"]
    assert load_policy(str(path)).name == "house"


def test_the_hash_is_of_the_rules_and_not_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'name = "ours"\nextends = "ap"\n# nothing else\n')
    assert load_policy(path).sha256 == load_policy("ap").sha256
    path = written(tmp_path, 'extends = "ap"\n[rules]\nhearsay = "off"\n')
    assert load_policy(path).sha256 != load_policy("ap").sha256


@pytest.mark.parametrize(
    ("toml", "line", "words"),
    [
        ('nam = "ours"', 1, "“nam” is not a key of a policy; did you mean “name”?"),
        ('extends = "apx"', 1, "extends is 'apx', not one of ap, nyt"),
        ("name = 3", 1, "name is 3, not a text"),
        ("rules = 3", 1, "rules is not a table"),
        (
            '[rules]\n\nheresay = "on"',
            3,
            "“heresay” is not a rule of a policy; did you mean “hearsay”?",
        ),
        (
            '[rules]\nhearsay = "eror"',
            2,
            "hearsay is 'eror', not on, off, error, warning or suggestion",
        ),
        ("[rules]\nhearsay = true", 2, "hearsay is True, not on, off, a level or a table"),
        ('[rules.hearsay]\nlevels = "on"', 2, "did you mean “level”?"),
        ('[rules.hearsay]\nlevel = "off"', 2, "level is 'off', not error, warning or suggestion"),
        ("[rules.hearsay]\nthreshold = 1", 2, "hearsay has no threshold"),
        (
            "[rules.single-source]\nthreshold = 70",
            2,
            "threshold is 70, not a share between 0 and 1",
        ),
        (
            "[rules.few-named]\nthreshold = 1.5",
            2,
            "threshold is 1.5, not a whole number of sources",
        ),
        ("[rules.few-named]\nthreshold = nan", 2, "threshold is nan, not a whole number"),
        ("[rules.few-named]\nthreshold = inf", 2, "threshold is inf, not a whole number"),
        ('[rules.few-named]\nthreshold = "2"', 2, "threshold is '2', not a number"),
        ("[rules.few-named]\nthreshold = true", 2, "threshold is True, not a number"),
        (
            '[rules.hearsay]\nmessage = "{who} said"',
            2,
            "message has the field {who}, not a plain {passage}",
        ),
        ('[rules.hearsay]\nmessage = "{passage!r}"', 2, "not a plain {passage}"),
        ('[rules.hearsay]\nmessage = "{passage.x}"', 2, "message has the field {passage.x}"),
        ('[rules.hearsay]\nmessage = "{passage"', 2, "message has an unmatched brace"),
        ('[rules.hearsay]\nstandard = ""', 2, "standard is '', not a text"),
        ('[rules]\nno-reply = "error"', 2, "no-reply can't be more than a suggestion"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, toml: str, line: int, words: str
) -> None:
    path = written(tmp_path, toml)
    with pytest.raises(OnRecordError) as caught:
        load_policy(path)
    message = str(caught.value)
    assert message.startswith(f"{path}, line {line}: ")
    assert words in message
    assert "\n" not in message


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "[rules]\nhearsay = on\n")
    with pytest.raises(OnRecordError, match=r"house\.toml is not valid TOML: .*line 2"):
        load_policy(path)


def test_no_such_policy(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="There is no policy apx; give one of ap, nyt"):
        load_policy("apx")
    with pytest.raises(OnRecordError, match="can't be read"):
        load_policy(tmp_path)
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OnRecordError, match="not UTF-8"):
        load_policy(binary)


@given(st.text(max_size=80))
def test_any_text_is_settings_or_a_plain_message(toml: str) -> None:
    try:
        read_settings(toml, "house.toml")
    except OnRecordError as error:
        assert str(error).startswith("house.toml")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (f"[rules.anonymous-share]\nthreshold = {'9' * 5_000}\n", "thousands of digits"),
        (
            f"[rules.anonymous-share]\nthreshold = {'[' * 50_000}\n",
            "tables nested too deeply|valid TOML",
        ),
        (f"# {'x' * 1_000_000}\n", "more than 1 MB"),
    ],
)
def test_what_is_too_much_for_a_policy(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(OnRecordError, match=said) as caught:
        load_policy(written(tmp_path, toml))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["/dev/zero", "a\0b", "x" * 5_000])
def test_a_policy_that_is_no_file(path: str) -> None:
    with pytest.raises(OnRecordError, match=r"more than 1 MB|can't be read"):
        load_policy(path)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('level = "error"', "it belongs to one rule: write it below [rules.NAME]."),
        ('[rules]\nextends = "ap"', "write “extends” above [rules], at the top of the file."),
        ("[rules]\nthreshold = 0.5", "it belongs to one rule: write it below [rules.NAME]."),
        ('hearsay = "off"', 'it is a rule: write it below [rules], as hearsay = "on".'),
        ('heresay = "off"', "did you mean the rule “hearsay”? Rules go below [rules]."),
        ('[rules]\nHearSay_ = "off"', "did you mean “hearsay”?"),
        ('[rules]\nqwxz = "off"', "`onrecord rules` lists all rules."),
        ('[rules.hearsay]\nname = "x"', "write “name” at the top of the file."),
        ('[rules.hearsay]\nlevle = "error"', "did you mean “level”?"),
    ],
)
def test_an_unknown_key_is_answered_with_what_was_most_likely_meant(toml: str, told: str) -> None:
    with pytest.raises(OnRecordError) as raised:
        read_settings(toml, "desk.toml")
    assert str(raised.value).endswith(told)


@pytest.mark.parametrize("name", ["AP", "Reuters", "STRICT"])
def test_presets_are_found_in_any_case(name: str) -> None:
    assert load_policy(name) == load_policy(name.lower())


def test_a_rule_takes_the_confidence_that_it_reports_above(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text('extends = "default"\n[rules.hearsay]\nconfidence = 0.9\n')
    (rule,) = [one for one in load_policy(path).rules if one.id == "hearsay"]
    assert (rule.confidence, rule.level) == (0.9, "warning")
    path.write_text("[rules.hearsay]\nconfidence = 7\n")
    with pytest.raises(OnRecordError, match="line 2: confidence is 7, not a number between"):
        load_policy(path)
