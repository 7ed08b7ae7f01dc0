"""What the tagger learns from: a text with its attributions, as plain spans and codes."""

import msgspec

from onrecord.models.labels import Code, Sector
from onrecord.models.types import Span


class ExampleAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """A gold attribution; code, sector, canonical are None where nobody gave them."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    code: Code | None = None
    withheld: bool = False
    sector: Sector | None = None
    canonical: str | None = None


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A gold text. `names` are (start, end, kind) with kinds of `tags.NAME_KINDS`.

    `names` is None where nobody marked names: the name head learns nothing from it.
    """

    id: str
    text: str
    attributions: list[ExampleAttribution]
    names: list[tuple[int, int, str]] | None = None
