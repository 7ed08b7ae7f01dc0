"""How codes, sectors and canonical names are spelt in files, after the codebook.

``X!`` stands for code X with the name withheld on purpose; sectors are the codebook's
letters, ``-`` where there is none; N and A have the canonical ``-``.
"""

from typing import Final

from onrecord.models.labels import CODES, LETTER_OF_SECTOR, SECTOR_OF_LETTER, SECTORS, Code, Sector

#: Codes that the codebook lets carry ``!``.
WITHHOLDABLE: Final[tuple[Code, ...]] = ("X", "Q", "N")
#: Codes without an entry in the source ledger, hence without sector and canonical.
SOURCELESS: Final[tuple[Code, ...]] = ("N", "A")
NOTHING: Final = ("", "-", None)


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
        raise ValueError(f"unknown code {spelling!r} (only X, Q and N take a !)")
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
