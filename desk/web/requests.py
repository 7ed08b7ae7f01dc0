"""What the page sends, as types."""

from typing import Annotated, Any, Final, TypeAlias

from msgspec import Meta, Struct

#: SQLite holds no larger number.
LARGEST: Final = 2**63 - 1
Number: TypeAlias = Annotated[int, Meta(ge=0, le=LARGEST)]
_Name: TypeAlias = Annotated[str, Meta(pattern=r"\w", max_length=200)]
_Remark: TypeAlias = Annotated[str, Meta(max_length=5_000)]


class Editor(Struct, frozen=True, forbid_unknown_fields=True):
    """Who decides from now on."""

    name: _Name


class NewPiece(Struct, frozen=True, forbid_unknown_fields=True):
    """A draft as text, or the address of one."""

    text: str | None = None
    title: Annotated[str, Meta(max_length=1_000)] | None = None
    url: Annotated[str, Meta(max_length=4_000)] | None = None


class Revision(Struct, frozen=True, forbid_unknown_fields=True):
    """A write that needs no more than the revision that it is about."""

    revision: Number


class NewText(Struct, frozen=True, forbid_unknown_fields=True):
    """Another text."""

    revision: Number
    text: str


class NewDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision, without who makes it and when."""

    revision: Number
    decision: dict[str, Any]


class NewVersion(Struct, frozen=True, forbid_unknown_fields=True):
    """A version to keep."""

    revision: Number
    note: _Remark = ""


class OldVersion(Struct, frozen=True, forbid_unknown_fields=True):
    """A version to go back to."""

    revision: Number
    version: Number
