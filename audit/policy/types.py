"""A policy and its rules."""

from typing import Literal, TypeAlias

import msgspec

from onrecord.audit.schema.audit import Level
from onrecord.models.types import Span

#: What a threshold counts: a share between 0 and 1, or whole words, sentences or sources.
Unit: TypeAlias = Literal["share", "words", "sentences", "sources"]
#: What a rule is about. Findings about one source are joined.
About: TypeAlias = Literal["source", "passage", "article"]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One sourcing rule as a policy applies it.

    `check` names the function that looks for breaches, `threshold` is what it is given (None:
    it takes none) in `unit`. `message` is a template whose fields the check fills in.
    `standards` are the documents that ask for it. `about` says what is joined with it (see
    `onrecord.audit.policy.joining`). `confidence` is the least that the labels which a breach
    rests on must have, between 0 and 1; below it the rule is silent. `precision` is the share of
    its findings that a reading found right, None where nobody has read them. `judgement` marks the
    rules that weigh words for which no measured precision exists: they never report more than a
    suggestion.
    """

    id: str
    check: str
    finds: str
    level: Level
    message: str
    standards: tuple[str, ...]
    threshold: float | None = None
    unit: Unit | None = None
    about: About = "article"
    confidence: float = 0.0
    precision: float | None = None
    judgement: bool = False


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules that apply, in the order of the catalogue, and the SHA-256 of them."""

    name: str
    sha256: str
    rules: tuple[Rule, ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A breach as a check finds it, before the rule words it.

    `fields` fill the rule's message.
    """

    fields: dict[str, str]
    spans: list[Span]
    claim_ids: list[str] = []
    source_ids: list[str] = []
