"""The article from top to bottom as a line of letters."""

from collections import Counter
from typing import Final

from onrecord.audit.reports.content.wording import LETTER_OF_LABEL
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import Label

#: Stands where no claim is.
NO_CLAIM: Final = "·"


def strip_line(audit: Audit, width: int) -> str:
    """`width` letters, each the label with the most characters in its part of the article.

    Empty for an article without paragraphs or claims. Needs no text.
    """
    length = max((end for _, end in audit.article.paragraphs), default=0)
    if not length or not audit.claims:
        return ""
    cells: list[Counter[Label]] = [Counter() for _ in range(width)]
    for claim in audit.claims:
        for start, end in claim.spans:
            for i in range(start * width // length, min(end * width // length, width - 1) + 1):
                inside = min(end, (i + 1) * length // width) - max(start, i * length // width)
                cells[i][claim.label] += max(inside, 0)
    return "".join(_letter(cell, length / width) for cell in cells)


def _letter(cell: Counter[Label], characters: float) -> str:
    if sum(cell.values()) * 2 < characters:
        return NO_CLAIM
    return LETTER_OF_LABEL[cell.most_common(1)[0][0]]
