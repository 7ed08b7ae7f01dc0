"""The decisions that editors make, each a line of a file.

A decision says what it is about by quoting it: a text-quote selector of the W3C Web Annotation
Data Model, which has the words and some of what stands before and after. Nothing in it is an
offset or an id, so that it outlives changes of the text elsewhere.
"""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from onrecord.models.labels import Label, Sector, SourceType

#: The longest passage that a decision quotes, and its longest context, in characters.
_Words: TypeAlias = Annotated[str, Meta(pattern=r"\w", max_length=100_000)]
_Context: TypeAlias = Annotated[str, Meta(max_length=1_000)]
_Name: TypeAlias = Annotated[str, Meta(pattern=r"\w", max_length=500)]
_Remark: TypeAlias = Annotated[str, Meta(pattern=r"\S", max_length=5_000)]


class Quote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the text, with what stands before (`prefix`) and after them (`suffix`)."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: _Words
    prefix: _Context = ""
    suffix: _Context = ""


class Decided(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True,
    tag_field="decision",
):  # fmt: skip
    """What every decision has: who decided (`by`), when (`at`, with its time zone), and a note."""

    by: _Name
    at: Annotated[datetime, Meta(tz=True)]
    note: _Remark | None = None


class SetLabel(Decided, frozen=True, kw_only=True, tag="label"):
    """The claims in the passage `on` have this label."""

    on: Quote
    label: Label


class SetSpeaker(Decided, frozen=True, kw_only=True, tag="speaker"):
    """The claims in the passage `on` are this source's.

    The source is the one of the words `mention`; without them the one called `name`, and if there
    is none, a new one with that name, of this type (None: a person) and sector.
    """

    on: Quote
    name: _Name | None = None
    mention: Quote | None = None
    type: SourceType | None = None
    sector: Sector | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.mention is None:
            raise ValueError("a speaker needs a `name` or a `mention`")


class Join(Decided, frozen=True, kw_only=True, tag="join"):
    """The sources of all these words are one, called `name` (None: as the best known of them)."""

    sources: Annotated[list[Quote], Meta(min_length=2, max_length=100)]
    name: _Name | None = None


class Split(Decided, frozen=True, kw_only=True, tag="split"):
    """The mentions at these words are a source of their own, called `name` (None: as they say)."""

    mentions: Annotated[list[Quote], Meta(min_length=1, max_length=100)]
    name: _Name | None = None
    type: SourceType | None = None
    sector: Sector | None = None


class SetSource(Decided, frozen=True, kw_only=True, tag="source"):
    """The source of the words `on` is called so, or of this type or sector."""

    on: Quote
    name: _Name | None = None
    type: SourceType | None = None
    sector: Sector | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.type is None and self.sector is None:
            raise ValueError("a source needs a `name`, a `type` or a `sector`")


class NoClaim(Decided, frozen=True, kw_only=True, tag="no-claim"):
    """The words `on` make no claim."""

    on: Quote


class AddAttribution(Decided, frozen=True, kw_only=True, tag="attribution"):
    """The words `content` are attributed: to the words `source`, or to whom `name` says.

    Without either it is hearsay. A source that isn't in the list yet is of this type (None: a
    person if `name` is given, else an unnamed individual).
    """

    content: Annotated[list[Quote], Meta(min_length=1, max_length=100)]
    source: Quote | None = None
    cue: Quote | None = None
    name: _Name | None = None
    type: SourceType | None = None
    sector: Sector | None = None


class Waive(Decided, frozen=True, kw_only=True, tag="waive"):
    """Findings of this rule may stand, for this reason.

    It is about the finding whose passages all lie at the words `on`; without any, about the
    finding that has no passage.
    """

    rule: _Name
    reason: _Remark
    on: Annotated[list[Quote], Meta(max_length=1_000)] = []


Decision: TypeAlias = (
    SetLabel | SetSpeaker | Join | Split | SetSource | NoClaim | AddAttribution | Waive
)


class DecisionFile(Struct, frozen=True, kw_only=True):
    """The decisions of a file, in the order in which they were made, and what it holds besides.

    `lines` has the line of each decision (0: of none). `faults` has the line of each that is no
    decision, and why in words.
    """

    name: str
    decisions: list[Decision]
    lines: list[int]
    faults: list[tuple[int, str]] = []
