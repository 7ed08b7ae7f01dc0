"""What the tagger learns from: a text with its attributions, as plain spans and codes."""

import msgspec

from onrecord.models.labels import Code, Sector, Unnamed
from onrecord.models.types import Span


class ExampleAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """A gold attribution; what was not annotated of its source is None.

    `unnamed` and `insider` are of code X only.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    code: Code | None = None
    withheld: bool = False
    sector: Sector | None = None
    canonical: str | None = None
    unnamed: Unnamed | None = None
    insider: bool | None = None


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A gold text. `names` are (start, end, kind) with kinds of `tags.NAME_KINDS`.

    `names` is None if names were not marked: the name head learns nothing from it. `nested`
    are attributions inside the content of others, which `attributions` does not hold.
    """

    id: str
    text: str
    attributions: list[ExampleAttribution]
    names: list[tuple[int, int, str]] | None = None
    nested: list[ExampleAttribution] = []
