"""The closed sets of words that every floor uses, and how they map onto each other.

Codes are those of the annotation codebook: P, O, D are named, X, Q, N anonymous, A the
writer's own voice. The sector letters are the codebook's too.
"""

from typing import Final, Literal, TypeAlias, get_args

Label: TypeAlias = Literal["named", "anonymous", "unsourced"]
Code: TypeAlias = Literal["P", "O", "D", "X", "Q", "N", "A"]
Style: TypeAlias = Literal["direct", "mixed", "indirect"]
Kind: TypeAlias = Literal["speech", "document", "thought"]
SourceType: TypeAlias = Literal[
    "person",
    "people",
    "organisation",
    "document",
    "confidential",
    "role",
    "individual",
    "group",
    "unidentified",
]
#: The type of an attribution or claim: its source's, or `hearsay` for code N.
AttributionType: TypeAlias = Literal[
    "person",
    "people",
    "organisation",
    "document",
    "confidential",
    "role",
    "individual",
    "group",
    "unidentified",
    "hearsay",
]
Sector: TypeAlias = Literal[
    "government",
    "justice",
    "expert",
    "business",
    "media",
    "advocacy",
    "citizen",
    "unknown",
]
#: What an unnamed person or group of people (code X) is to the article.
Unnamed: TypeAlias = Literal["role", "individual", "group"]
ReasonType: TypeAlias = Literal["retribution", "not_authorised", "sensitive", "privacy", "other"]

LABELS: Final[tuple[Label, ...]] = get_args(Label)
CODES: Final[tuple[Code, ...]] = get_args(Code)
STYLES: Final[tuple[Style, ...]] = get_args(Style)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
SECTORS: Final[tuple[Sector, ...]] = get_args(Sector)
SOURCE_TYPES: Final[tuple[SourceType, ...]] = get_args(SourceType)
UNNAMED: Final[tuple[Unnamed, ...]] = get_args(Unnamed)
REASON_TYPES: Final[tuple[ReasonType, ...]] = get_args(ReasonType)
NAMED_TYPES: Final[tuple[AttributionType, ...]] = ("person", "people", "organisation", "document")
#: In the order in which reports list them; `hearsay` has no entry in the source list.
ANONYMOUS_TYPES: Final[tuple[AttributionType, ...]] = (
    "confidential",
    "role",
    "individual",
    "group",
    "unidentified",
    "hearsay",
)

LABEL_OF_CODE: Final[dict[Code, Label]] = {
    "P": "named",
    "O": "named",
    "D": "named",
    "X": "anonymous",
    "Q": "anonymous",
    "N": "anonymous",
    "A": "unsourced",
}
SECTOR_OF_LETTER: Final[dict[str, Sector]] = {
    "G": "government",
    "L": "justice",
    "E": "expert",
    "B": "business",
    "M": "media",
    "V": "advocacy",
    "C": "citizen",
    "U": "unknown",
}
LETTER_OF_SECTOR: Final[dict[Sector, str]] = {v: k for k, v in SECTOR_OF_LETTER.items()}
#: The genres that wording tells apart, in the order of the weights.
GENRES: Final = ("news", "opinion", "analysis")
