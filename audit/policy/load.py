"""Policies from presets and from a newsroom's own file."""

import hashlib
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any, Final, NoReturn

import msgspec

from onrecord.audit.ingest.errors import legible, size
from onrecord.audit.policy.catalogue import PRESETS, Entry, catalogue, preset_text
from onrecord.audit.policy.line_numbers import line_of
from onrecord.audit.policy.rules.checks import CHECKS
from onrecord.audit.policy.types import Policy, Rule
from onrecord.audit.schema.audit import LEVELS, Level
from onrecord.models.errors import OnRecordError

SWITCHES: Final = ("on", "off")
#: Bytes of a file; a newsroom's policy has some thousands.
_LONGEST: Final = 1_000_000
KEYS: Final = ("name", "extends", "rules")
RULE_KEYS: Final = ("level", "threshold", "confidence", "standard", "message")


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of one rule; None: leaves it as it is."""

    on: bool = True
    level: Level | None = None
    threshold: float | None = None
    confidence: float | None = None
    standard: str | None = None
    message: str | None = None

    def changes(self) -> dict[str, Any]:
        """The fields of a `Rule` that change."""
        values = {
            "level": self.level,
            "threshold": self.threshold,
            "confidence": self.confidence,
            "standards": (self.standard,) if self.standard else None,
            "message": self.message,
        }
        return {key: value for key, value in values.items() if value is not None}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A policy file: its name, the preset that it extends, and its rules by id."""

    name: str | None
    extends: str | None
    rules: dict[str, Setting]


def read_settings(toml: str, file: str) -> Settings:
    """The settings in the TOML of `file` (its name, for messages).

    Raises:
        OnRecordError: a wrong key or value, with file and line.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise OnRecordError(f"{file} is not valid TOML: {error}.") from None
    except (ValueError, RecursionError):
        raise OnRecordError(
            f"{file} has a number with thousands of digits or tables nested too deeply; remove "
            "them."
        ) from None
    return _Reader(toml, file).settings(data)


class _Reader:
    """Checks one file; knows its text, so that a message can name the line."""

    def __init__(self, toml: str, file: str) -> None:
        self._toml = toml
        self._file = file

    def settings(self, data: Mapping[str, Any]) -> Settings:
        self._known_keys(data, KEYS, ())
        extends = data.get("extends")
        preset = preset_called(extends) if isinstance(extends, str) else None
        if extends is not None and preset is None:
            self._fail(("extends",), f"extends is {extends!r}, not one of {', '.join(PRESETS)}")
        rules = data.get("rules", {})
        if not isinstance(rules, dict):
            self._fail(("rules",), "rules is not a table; write [rules] on a line of its own")
        self._known_keys(rules, catalogue().rules, ("rules",))
        return Settings(
            name=self._text(data, "name", ()),
            extends=preset,
            rules={id: self._setting(id, value) for id, value in rules.items()},
        )

    def _setting(self, id: str, value: object) -> Setting:
        path = ("rules", id)
        entry = catalogue().rules[id]
        if isinstance(value, str):
            if value in SWITCHES:
                return Setting(on=value == "on")
            return Setting(level=self._level(path, value, entry))
        if not isinstance(value, dict):
            self._fail(path, f"{id} is {value!r}, not on, off, a level or a table")
        self._known_keys(value, RULE_KEYS, path)
        return Setting(
            level=self._level((*path, "level"), value.get("level"), entry),
            threshold=self._threshold((*path, "threshold"), value.get("threshold"), entry),
            confidence=self._confidence((*path, "confidence"), value.get("confidence")),
            standard=self._text(value, "standard", path),
            message=self._message(path, self._text(value, "message", path), entry),
        )

    def _level(self, path: Sequence[str], value: object, entry: Entry) -> Level | None:
        if value is None:
            return None
        for level in LEVELS:
            if value == level:
                if entry.judgement and level != "suggestion":
                    reason = "it judges wording, and its precision has not been measured"
                    self._fail(path, f"{path[1]} can't be more than a suggestion: {reason}")
                return level
        choices = LEVELS if path[-1] == "level" else (*SWITCHES, *LEVELS)
        self._fail(path, f"{path[-1]} is {value!r}, not {_either(choices)}")

    def _threshold(self, path: Sequence[str], value: object, entry: Entry) -> float | None:
        if value is None:
            return None
        if entry.unit is None:
            self._fail(path, f"{path[1]} has no threshold")
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._fail(path, f"threshold is {value!r}, not a number")
        if entry.unit == "share" and not 0 <= value <= 1:
            self._fail(path, f"threshold is {value}, not a share between 0 and 1")
        if entry.unit != "share" and (value < 0 or not float(value).is_integer()):
            self._fail(path, f"threshold is {value}, not a whole number of {entry.unit}")
        return float(value)

    def _confidence(self, path: Sequence[str], value: object) -> float | None:
        if value is None:
            return None
        number = None if isinstance(value, bool) or not isinstance(value, int | float) else value
        if number is None or not 0 <= number <= 1:
            self._fail(path, f"confidence is {value!r}, not a number between 0 and 1")
        return float(number)

    def _message(self, path: Sequence[str], value: str | None, entry: Entry) -> str | None:
        """A message whose fields are among those that the check fills in."""
        if value is None:
            return None
        known = CHECKS[entry.check].fields
        where = (*path, "message")
        try:
            parts = [part for part in Formatter().parse(value) if part[1] is not None]
        except ValueError as error:
            self._fail(where, f"message has an unmatched brace ({error})")
        for _, field, form, conversion in parts:
            if field not in known or form or conversion:
                choices = _either([f"{{{name}}}" for name in sorted(known)])
                self._fail(where, f"message has the field {{{field}}}, not a plain {choices}")
        return value

    def _text(self, table: Mapping[str, object], key: str, path: Sequence[str]) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self._fail((*path, key), f"{key} is {value!r}, not a text")
        return value

    def _known_keys(
        self, table: Mapping[str, object], known: Iterable[str], path: Sequence[str]
    ) -> None:
        names = list(known)
        for key in table:
            if key not in names:
                where = line_of(self._toml, (*path, key))
                what = "rule" if tuple(path) == ("rules",) else "key"
                raise OnRecordError(
                    f"{self._file}, line {where}: “{key}” is not a {what} of a policy; "
                    f"{_help(key, names, path)}"
                )

    def _fail(self, path: Sequence[str], what: str) -> NoReturn:
        raise OnRecordError(f"{self._file}, line {line_of(self._toml, path)}: {what}.")


def _help(key: str, names: Sequence[str], path: Sequence[str]) -> str:
    """A hint for a `key` that is not known at `path`."""
    rules = list(catalogue().rules)
    if not path and key in (*RULE_KEYS, *SWITCHES, *LEVELS):
        return "it belongs to one rule: write it below [rules.NAME]."
    if tuple(path) == ("rules",) and key in KEYS:
        return f"write “{key}” above [rules], at the top of the file."
    if tuple(path) == ("rules",) and key in RULE_KEYS:
        return "it belongs to one rule: write it below [rules.NAME]."
    if path and path[-1] in rules and key in KEYS:
        return f"write “{key}” at the top of the file."
    if tuple(path) != ("rules",) and key in rules:
        return f'it is a rule: write it below [rules], as {key} = "on".'
    close = get_close_matches(key.lower().replace("_", "-"), names, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    if not path:
        strayed = get_close_matches(key.lower().replace("_", "-"), rules, n=1, cutoff=0.6)
        if strayed:
            return f"did you mean the rule “{strayed[0]}”? Rules go below [rules]."
    if tuple(path) == ("rules",):
        return "`onrecord rules` lists all rules."
    return f"the keys are {_either(names)}."


def preset_called(name: str) -> str | None:
    """The preset of a name in any case; None if there is none."""
    return next((preset for preset in PRESETS if preset == name.lower()), None)


def _either(names: Iterable[str]) -> str:
    """``a, b or c``."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def load_policy(name_or_path: str | Path) -> Policy:
    """The policy of a preset (see `PRESETS`; in any case) or of a TOML file.

    A file may begin with ``name = "…"`` (else its own name is taken) and ``extends = "default"``
    (any preset; without it only the rules that the file lists apply). Its table ``[rules]``
    gives each rule ``"on"``, ``"off"``, a level, or a table with `level`, `threshold`,
    `confidence`, `standard` and `message`.

    Raises:
        OnRecordError: there is no such preset or file, or the file has a wrong key or value;
            the message names file and line.
    """
    preset = preset_called(name_or_path) if isinstance(name_or_path, str) else None
    if preset is not None:
        return _build(preset, _preset(preset))
    path = Path(name_or_path)
    settings = read_settings(_read(path), str(path))
    return _build(settings.name or legible(path.stem), _apply(_base(settings), settings))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            held = file.read(_LONGEST + 1)
        if len(held) > _LONGEST:
            raise OnRecordError(
                f"{path} has more than {size(_LONGEST)}; too many for a policy; check the path."
            )
        return io.TextIOWrapper(io.BytesIO(held), encoding="utf-8").read()
    except FileNotFoundError:
        raise OnRecordError(
            f"There is no policy {path}; give one of {', '.join(PRESETS)}, or a TOML file."
        ) from None
    except UnicodeDecodeError:
        raise OnRecordError(f"{path} is not UTF-8 text; save the policy as UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OnRecordError(f"{path} can't be read ({reason}); check the path.") from error


def _preset(name: str) -> dict[str, Rule]:
    """The active rules of a preset, by id."""
    settings = read_settings(preset_text(name), f"{name}.toml")
    return _apply(_base(settings), settings)


def _base(settings: Settings) -> dict[str, Rule]:
    return _preset(settings.extends) if settings.extends else {}


def _apply(base: Mapping[str, Rule], settings: Settings) -> dict[str, Rule]:
    """`base` with what the settings change, in the order of the catalogue."""
    rules = dict(base)
    for id, setting in settings.rules.items():
        if not setting.on:
            rules.pop(id, None)
            continue
        rule = rules.get(id) or catalogue().rule(id)
        rules[id] = msgspec.structs.replace(rule, **setting.changes())
    return {id: rules[id] for id in catalogue().rules if id in rules}


def _build(name: str, rules: Mapping[str, Rule]) -> Policy:
    return Policy(name=name, sha256=_hash(rules.values()), rules=tuple(rules.values()))


def _hash(rules: Iterable[Rule]) -> str:
    """SHA-256 of the rules as JSON: equal where two policies find and say the same."""
    return hashlib.sha256(msgspec.json.encode(list(rules), order="sorted")).hexdigest()
