"""``onrecord.toml``: the defaults of a folder or a repository."""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, get_args

from onrecord.audit.ingest.errors import shown
from onrecord.audit.schema.audit import Level
from onrecord.models.errors import OnRecordError

NAME: Final = "onrecord.toml"
#: What it may set, and the choices, where there is a closed set of them.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "policy": (),
    "house": (),
    "format": (),
    "fail-on": get_args(Level),
}


def config_file(start: Path, home: Path | None) -> Path | None:
    """The nearest file of settings in `start` or above; None where there is none.

    Folders are looked through up to the root of the repository that `start` lies in, or up to
    `home` where it lies in that; else only `start` itself, since anybody may write further up.
    """
    folders = [start, *start.parents]
    last = next((n for n, one in enumerate(folders) if one == home or _is_root(one)), 0)
    for folder in folders[: last + 1]:
        try:
            if (folder / NAME).is_file():
                return folder / NAME
        except OSError:
            continue
    return None


def _is_root(folder: Path) -> bool:
    try:
        return (folder / ".git").exists()
    except OSError:
        return False


def read_config(path: Path, presets: tuple[str, ...], formats: tuple[str, ...]) -> dict[str, str]:
    """The defaults that a file sets: policy, house, format, fail-on; paths as seen from its folder.

    Raises:
        OnRecordError: it can't be read, is no TOML, or sets anything else; the message names the
            line.
    """
    name = shown(str(path))
    try:
        toml = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(toml)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{name} can't be read ({reason}); use --no-config to ignore it."
        raise OnRecordError(message) from error
    except (ValueError, RecursionError) as error:
        message = f"{name} is not valid TOML ({shown(str(error))}); use --no-config to ignore it."
        raise OnRecordError(message) from error
    choices = {**CHOICES, "format": formats}
    settings: dict[str, str] = {}
    for key, value in data.items():
        where = f"{name}, line {_line(toml, key)}"
        if key not in choices:
            close = get_close_matches(key, choices, n=1, cutoff=0.7)
            hint = f"did you mean “{close[0]}”?" if close else f"the keys are {', '.join(choices)}."
            raise OnRecordError(f"{where}: “{shown(key)}” can't be set in this file; {hint}")
        settings[key] = _value(key, value, choices[key], where)
    for key in ("house", "policy"):
        value = settings.get(key)
        if value is not None and not (key == "policy" and value in presets):
            settings[key] = str(path.parent / value)
    return settings


def _value(key: str, value: Any, choices: tuple[str, ...], where: str) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise OnRecordError(f'{where}: {key} is not a text; write {key} = "…".')
    if choices and value not in choices:
        raise OnRecordError(
            f"{where}: {key} is “{shown(value)}”; choose one of {', '.join(choices)}."
        )
    return value


def _line(toml: str, key: str) -> int:
    """The line of a key or table, as far as it can be told by how lines begin."""
    heads = (key, f'"{key}"', f"'{key}'", f"[{key}", f"[[{key}")
    lines = enumerate(toml.splitlines(), 1)
    return next((n for n, line in lines if line.strip().startswith(heads)), 1)
