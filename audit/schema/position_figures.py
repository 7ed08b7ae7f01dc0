"""Figures of `Balance` about where in the article the sourcing stands."""

from typing import Annotated

import msgspec

from onrecord.audit.schema.quantities import Count
from onrecord.models.labels import Label
from onrecord.models.types import Span


class Tenth(msgspec.Struct, frozen=True, kw_only=True):
    """Words by label in one tenth of the article.

    tenth: 1 to 10. The article's words are cut into ten runs whose lengths differ by one at
    most. words: words of that tenth. named, anonymous, unsourced: words in claims with that
    label; the rest of `words` is in no claim. Over the ten rows each column adds up to the
    article's figure.
    """

    tenth: Annotated[int, msgspec.Meta(ge=1, le=10)]
    words: Count
    named: Count
    anonymous: Count
    unsourced: Count


class Lede(msgspec.Struct, frozen=True, kw_only=True):
    """Sourcing of the lede: the first paragraph with a claim, at most its first three sentences.

    paragraph: index into `article.paragraphs`. span: the part of the text that is meant.
    named, anonymous, unsourced: words in claims of the lede with that label.
    label: the label with the most words (of equals the first of named, anonymous, unsourced).
    source_ids: the top-level sources of its claims, in text order.
    """

    paragraph: Count
    span: Span
    named: Count
    anonymous: Count
    unsourced: Count
    label: Label
    source_ids: list[str]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where in the article the sourcing stands.

    tenths: ten rows, first to last. first_source_paragraph, first_named_paragraph: index into
    `article.paragraphs` of the first attributed and of the first named claim; None without one.
    lede: None where the article has no claim.
    """

    tenths: list[Tenth]
    first_source_paragraph: Count | None
    first_named_paragraph: Count | None
    lede: Lede | None


class UnsourcedRun(msgspec.Struct, frozen=True, kw_only=True):
    """The longest run of unsourced words.

    words: words of unsourced claims with no word of an attribution (source, cue or content)
    and no section break ("* * *") between them; the first of equals. span: from the first to
    the last of them.
    """

    words: Count
    span: Span
