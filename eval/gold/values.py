"""How what is said of a source is spelt in files, after the codebook.

``X!`` stands for code X with the name withheld on purpose; sectors are the codebook's
letters, ``-`` where there is none; N and A have the canonical ``-``. Only X says what its
unnamed source is (role, individual, group) and whether it is an insider (true, false).
"""

from typing import Final

import msgspec

from onrecord.models.labels import (
    CODES,
    LETTER_OF_SECTOR,
    SECTOR_OF_LETTER,
    SECTORS,
    UNNAMED,
    Code,
    Sector,
    Unnamed,
)

#: Codes that the codebook lets carry ``!``.
WITHHOLDABLE: Final[tuple[Code, ...]] = ("X", "Q", "N")
#: Codes without an entry in the source list, hence without sector and canonical.
SOURCELESS: Final[tuple[Code, ...]] = ("N", "A")
#: The code whose sources are unnamed people.
UNNAMED_CODE: Final[Code] = "X"
NOTHING: Final = ("", "-", None)
_INSIDER: Final = {"true": True, "false": False}


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """What the codebook says of the source of one attribution; its fields are `GoldAttribution`'s.

    Nothing but `code` and `withheld` is said of codes without a source.
    """

    code: Code | None = None
    withheld: bool = False
    sector: Sector | None = None
    canonical: str | None = None
    unnamed: Unnamed | None = None
    insider: bool | None = None


#: The names of a coding's fields.
CODED_FIELDS: Final = Coding.__struct_fields__


def parse_coding(
    code: str | None,
    *,
    sector: str | None = None,
    canonical: str | None = None,
    unnamed: str | None = None,
    insider: str | bool | None = None,
) -> Coding:
    """The coding of these spellings; what its code has no use for is left out.

    Raises:
        ValueError: one of them is unknown; the text is a clause for a message.
    """
    parsed, withheld = parse_code(code)
    of_source = parse_sector(sector)
    of_people, inside = parse_unnamed(unnamed), parse_insider(insider)
    has_source = parsed is not None and parsed not in SOURCELESS
    is_unnamed = parsed == UNNAMED_CODE
    return Coding(
        code=parsed,
        withheld=withheld,
        sector=of_source if has_source else None,
        canonical=parse_canonical(canonical) if has_source else None,
        unnamed=of_people if is_unnamed else None,
        insider=inside if is_unnamed else None,
    )


def parse_code(spelling: str | None) -> tuple[Code | None, bool]:
    """Code and `withheld` of a spelling such as ``P`` or ``X!`` (nothing or ``-``: not coded).

    Raises:
        ValueError: the codebook has no such code; the text is a clause for a message.
    """
    if spelling in NOTHING:
        return None, False
    assert spelling is not None
    code, withheld = spelling.removesuffix("!"), spelling.endswith("!")
    if code not in CODES:
        raise ValueError(f"unknown code {spelling!r} (codes are {' '.join(CODES)})")
    if withheld and code not in WITHHOLDABLE:
        raise ValueError(f"unknown code {spelling!r} (only X, Q and N can have a !)")
    return code, withheld


def format_code(code: Code | None, withheld: bool) -> str | None:
    """The codebook's spelling of a code, None where not coded."""
    return f"{code}!" if code and withheld else code


def parse_sector(spelling: str | None) -> Sector | None:
    """Sector of a letter or a full name; nothing and ``-`` give None.

    Raises:
        ValueError: there is no such sector; the text is a clause for a message.
    """
    if spelling in NOTHING:
        return None
    assert spelling is not None
    if spelling in SECTORS:
        return spelling
    if spelling not in SECTOR_OF_LETTER:
        letters = " ".join(SECTOR_OF_LETTER)
        raise ValueError(f"unknown sector {spelling!r} (sectors are {letters})")
    return SECTOR_OF_LETTER[spelling]


def format_sector(sector: Sector | None) -> str:
    """The codebook's letter of a sector, ``-`` where there is none."""
    return LETTER_OF_SECTOR[sector] if sector else "-"


def parse_canonical(spelling: str | None) -> str | None:
    """Canonical name; nothing and ``-`` give None."""
    return None if spelling in NOTHING else spelling


def parse_unnamed(spelling: str | None) -> Unnamed | None:
    """What an unnamed source is; nothing and ``-`` give None.

    Raises:
        ValueError: it is none of the codebook's; the text is a clause for a message.
    """
    if spelling in NOTHING:
        return None
    if spelling not in UNNAMED:
        raise ValueError(f"unknown unnamed {spelling!r} (it is one of {' '.join(UNNAMED)})")
    return spelling


def parse_insider(spelling: str | bool | None) -> bool | None:
    """Whether a source is an insider; nothing and ``-`` give None.

    Raises:
        ValueError: it is neither true nor false; the text is a clause for a message.
    """
    if isinstance(spelling, bool) or spelling in NOTHING:
        return spelling if isinstance(spelling, bool) else None
    if spelling not in _INSIDER:
        raise ValueError(f"unknown insider {spelling!r} (it is true or false)")
    return _INSIDER[spelling]


def format_insider(insider: bool | None) -> str:
    """``true``, ``false``, or ``-`` where nobody said."""
    return "-" if insider is None else str(insider).lower()
