"""The code and label of an attribution, by the type of its source."""

from typing import Final

import msgspec

from onrecord.models.labels import LABEL_OF_CODE, AttributionType, Code, Label
from onrecord.models.types import Attribution

CODE_OF_TYPE: Final[dict[AttributionType, Code]] = {
    "person": "P",
    "people": "P",
    "organisation": "O",
    "document": "D",
    "confidential": "X",
    "role": "X",
    "individual": "X",
    "group": "X",
    "unidentified": "Q",
    "hearsay": "N",
}


def label_of(type: AttributionType) -> Label:
    """The label of what a source of this type says."""
    return LABEL_OF_CODE[CODE_OF_TYPE[type]]


def typed(one: Attribution, type: AttributionType) -> Attribution:
    """`one` as an attribution to a source of this type."""
    code = CODE_OF_TYPE[type]
    return msgspec.structs.replace(one, code=code, label=LABEL_OF_CODE[code], type=type)
