"""What labels, types, sectors and levels are called in a report, and how figures are worded."""

from collections.abc import Sequence
from typing import Final

from onrecord.audit.schema.audit import Level
from onrecord.models.labels import AttributionType, Kind, Label, ReasonType, Sector, Style

CAVEAT: Final = (
    "Unsourced in the text does not mean unverified. A reporter may have seen, checked "
    "or known it without saying so. The labels are a model’s reading, and some of them are wrong."
)
UNTITLED: Final = "Untitled article"
WITHOUT_TEXT: Final = (
    "This audit was made without the article’s text. Passages are given by their paragraph and "
    "by character offsets into the text."
)

#: The sign that stands for a label where colour cannot.
LETTER_OF_LABEL: Final[dict[Label, str]] = {"named": "N", "anonymous": "A", "unsourced": "U"}
LABEL_NAMES: Final[dict[Label, str]] = {
    "named": "Named",
    "anonymous": "Anonymous",
    "unsourced": "Unsourced",
}
LABEL_MEANINGS: Final[dict[Label, str]] = {
    "named": "the article names the person, body or document that it comes from",
    "anonymous": "it comes from somebody or something that the article does not identify",
    "unsourced": "the article gives no source for it",
}
TYPE_NAMES: Final[dict[AttributionType, str]] = {
    "person": "person",
    "people": "people",
    "organisation": "organisation",
    "document": "document",
    "confidential": "confidential",
    "role": "unnamed office-holder or spokesperson",
    "individual": "unnamed person",
    "group": "unnamed group",
    "unidentified": "unidentified document or body",
    "hearsay": "hearsay",
}
#: For narrow columns.
TYPE_NAMES_SHORT: Final[dict[AttributionType, str]] = {
    **TYPE_NAMES,
    "role": "by role only",
    "unidentified": "unidentified",
}
#: For counts other than one ("2 unnamed groups").
TYPE_PLURALS: Final[dict[AttributionType, str]] = {
    "person": "people",
    "people": "joint sources",
    "organisation": "organisations",
    "document": "documents",
    "confidential": "confidential",
    "role": "unnamed office-holders or spokespeople",
    "individual": "unnamed people",
    "group": "unnamed groups",
    "unidentified": "unidentified documents or bodies",
    "hearsay": "hearsay",
}
SECTOR_NAMES: Final[dict[Sector, str]] = {
    "government": "government and politics",
    "justice": "police, courts, military",
    "expert": "experts and research",
    "business": "business",
    "media": "news media",
    "advocacy": "advocacy and unions",
    "citizen": "citizens",
    "unknown": "not known",
}
STYLE_NAMES: Final[dict[Style, str]] = {
    "direct": "direct quotation",
    "mixed": "partly quoted",
    "indirect": "paraphrase",
}
KIND_NAMES: Final[dict[Kind, str]] = {
    "speech": "said",
    "document": "written in a document",
    "thought": "thought, believed, wanted",
}
REASON_NAMES: Final[dict[ReasonType, str]] = {
    "retribution": "fear of retribution",
    "not_authorised": "not authorised to speak",
    "sensitive": "sensitive matter",
    "privacy": "privacy",
    "other": "other reason",
}
LEVEL_NAMES: Final[dict[Level, str]] = {
    "error": "Error",
    "warning": "Warning",
    "suggestion": "Suggestion",
}
LEVEL_SIGNS: Final[dict[Level, str]] = {"error": "●", "warning": "▲", "suggestion": "○"}

NOT_KNOWN: Final = "–"


def percent(share: float | None) -> str:
    """A share between 0 and 1 in whole per cent; a dash where there is nothing to divide by."""
    if share is None:
        return NOT_KNOWN
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{100 * share:.0f}%"


def number(value: int) -> str:
    """An integer with its thousands set apart."""
    return f"{value:,}"


def counted(value: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: “1 claim”, “1,204 claims”."""
    return f"{number(value)} {singular if value == 1 else plural or singular + 's'}"


def listed(items: Sequence[str]) -> str:
    """Items as English lists them: “a”, “a and b”, “a, b and c”."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
