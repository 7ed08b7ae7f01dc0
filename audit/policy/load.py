"""Policies from presets and from a newsroom's own file."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from onrecord.audit.policy.catalogue import PRESETS, catalogue, preset_text
from onrecord.audit.policy.settings import Settings, read_settings
from onrecord.audit.policy.types import Policy, Rule
from onrecord.models.errors import OnRecordError


def load_policy(name_or_path: str | Path) -> Policy:
    """The policy of a preset (see `PRESETS`) or of a TOML file.

    A file may begin with ``name = "…"`` (else its own name is taken) and ``extends = "default"``
    (any preset; without it only the rules that the file lists apply). Its table ``[rules]``
    gives each rule ``"on"``, ``"off"``, a level, or a table with `level`, `threshold`,
    `standard` and `message`.

    Raises:
        OnRecordError: there is no such preset or file, or the file has a wrong key or value;
            the message names file and line.
    """
    if isinstance(name_or_path, str) and name_or_path in PRESETS:
        return _build(name_or_path, _preset(name_or_path))
    path = Path(name_or_path)
    settings = read_settings(_read(path), str(path))
    return _build(settings.name or path.stem, _apply(_base(settings), settings))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OnRecordError(
            f"There is no policy {path}; take one of {', '.join(PRESETS)}, or a TOML file."
        ) from None
    except UnicodeDecodeError:
        raise OnRecordError(f"{path} is not UTF-8 text; save the policy as UTF-8.") from None
    except OSError as error:
        reason = error.strerror or str(error)
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
