"""The catalogue of rules, read from the file that ships with the package."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from onrecord.audit.policy.types import About, Rule, Unit
from onrecord.audit.schema.audit import Level

PRESETS: Final[tuple[str, ...]] = ("ap", "nyt", "reuters", "npr", "bbc", "default", "strict")
#: What stands in place of standards where none asks for a rule.
NO_STANDARD: Final = "No published standard; a choice of this policy"


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as the catalogue has it; `standards` are keys of the table of standards."""

    finds: str
    check: str
    level: Level
    message: str
    standards: tuple[str, ...]
    threshold: float | None = None
    unit: Unit | None = None
    about: About = "article"
    confidence: float = 0.0
    precision: float | None = None
    judgement: bool = False


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rules by id, and the names of the standards."""

    standards: dict[str, str]
    rules: dict[str, Entry]

    def rule(self, id: str) -> Rule:
        """The rule as the catalogue has it, with its standards by name."""
        entry = self.rules[id]
        return Rule(
            id=id,
            check=entry.check,
            finds=entry.finds,
            level=entry.level,
            message=entry.message,
            standards=tuple(self.standards[key] for key in entry.standards),
            threshold=entry.threshold,
            unit=entry.unit,
            about=entry.about,
            confidence=entry.confidence,
            precision=entry.precision,
            judgement=entry.judgement,
        )


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with the package."""
    return msgspec.convert(tomllib.loads(_packaged("catalogue.toml")), Catalogue)


def preset_text(name: str) -> str:
    """The TOML of a preset, one of `PRESETS`."""
    return _packaged(f"presets/{name}.toml")


def asked_for(standards: Sequence[str]) -> str:
    """`standards` in one line, or that there are none."""
    return "; ".join(standards) or NO_STANDARD


def _packaged(path: str) -> str:
    return (files("onrecord.audit.policy") / path).read_text(encoding="utf-8")
