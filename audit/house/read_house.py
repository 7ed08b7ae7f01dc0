"""Reading a house list: TOML, in which a bad entry does not affect the others."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.audit.house.types import House, Known, plain
from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError

KEYS: Final = ("sources", "phrases", "outlets")
_ENTRY: Final = re.compile(r"\s*\[\[\s*[\"']?sources[\"']?\s*\]\]")


def read_house(path: Path) -> House:
    """The house list in a TOML file.

    It has tables ``[[sources]]`` with `name` and any of `aliases`, `type`, `sector`, `title`, and
    lists `phrases` and `outlets`. A name that several sources have stands for none of them, which
    is a fault.

    Raises:
        OnRecordError: the file can't be read, or is no TOML.
    """
    name = shown(str(path))
    try:
        raw = path.read_bytes()
        toml = raw.decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(toml)
    except FileNotFoundError as error:
        raise OnRecordError(f"There is no house list {name}; check --house.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise OnRecordError(f"The house list {name} can't be read ({reason}).") from error
    except UnicodeDecodeError as error:
        raise OnRecordError(f"The house list {name} is not UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        message = f"The house list {name} is not valid TOML: {shown(str(error))}."
        raise OnRecordError(message) from error
    except (ValueError, RecursionError) as error:
        raise OnRecordError(
            f"The house list {name} has a number with thousands of digits, or tables nested "
            "without end; a house list needs neither."
        ) from error
    return _Reader(toml, data).house(path.name, hashlib.sha256(raw).hexdigest())


class _Reader:
    def __init__(self, toml: str, data: dict[str, Any]) -> None:
        self._lines = toml.split("\n")
        self._data = data
        self._faults: list[tuple[int, str]] = []
        starts = [n for n, line in enumerate(self._lines, 1) if _ENTRY.match(line)]
        self._starts = starts

    def house(self, file: str, digest: str) -> House:
        """The list; what cannot be used is listed in `faults`."""
        for key in self._data:
            if key not in KEYS:
                known = ", ".join(KEYS)
                self._fault(
                    self._line(key), f"“{key}” is not a key of a house list; the keys are {known}"
                )
        found = list(self._sources())
        return House(
            file=file,
            sha256=digest,
            sources=tuple(one for _, one in found),
            by_name=self._by_name(found),
            phrases=self._texts("phrases"),
            outlets=self._texts("outlets"),
            faults=tuple(sorted(self._faults)),
        )

    def _sources(self) -> Iterator[tuple[int, Known]]:
        entries = self._data.get("sources", [])
        if not isinstance(entries, list):
            self._fault(self._line("sources"), "sources must be written as [[sources]] tables")
            return
        for place, entry in enumerate(entries):
            inside = place < len(self._starts) and len(self._starts) == len(entries)
            line = self._starts[place] if inside else self._line("sources")
            try:
                one = msgspec.convert(entry, Known)
            except msgspec.ValidationError as error:
                self._fault(line, f"this source is ignored ({error})")
                continue
            if not all(plain(name) for name in (one.name, *one.aliases)):
                self._fault(line, "this source is ignored (a name is empty)")
                continue
            yield line, one

    def _by_name(self, found: list[tuple[int, Known]]) -> dict[str, int]:
        places: dict[str, list[int]] = {}
        for place, (_, one) in enumerate(found):
            for name in dict.fromkeys(plain(n) for n in (one.name, *one.aliases)):
                places.setdefault(name, []).append(place)
        for name, several in places.items():
            if len(several) > 1:
                called = " and ".join(f"“{found[place][1].name}”" for place in several)
                line = found[several[-1]][0]
                self._fault(line, f"“{name}” could be {called}, so it is used for neither")
        return {name: several[0] for name, several in places.items() if len(several) == 1}

    def _texts(self, key: str) -> frozenset[str]:
        values = self._data.get(key, [])
        if not isinstance(values, list):
            self._fault(self._line(key), f"{key} must be a list of texts")
            return frozenset()
        good = set()
        for value in values:
            if isinstance(value, str) and plain(value):
                good.add(plain(value))
            else:
                self._fault(self._line(key), f"{shown(str(value))} in {key} is not a text")
        return frozenset(good)

    def _line(self, key: str) -> int:
        heads = (key, f'"{key}"', f"'{key}'", f"[{key}", f"[[{key}")
        lines = enumerate(self._lines, 1)
        return next((n for n, line in lines if line.strip().startswith(heads)), 1)

    def _fault(self, line: int, what: str) -> None:
        self._faults.append((line, "".join(c if c.isprintable() else " " for c in what)))
