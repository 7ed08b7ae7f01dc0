"""A gold article: text, metadata, and attributions as people annotated them."""

from typing import Final, Literal, TypeAlias, get_args

import msgspec

from onrecord.models.labels import Code, Sector, Unnamed
from onrecord.models.types import Span

#: The lists of pieces that an attribution has.
Role: TypeAlias = Literal["source", "cue", "content"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


class GoldAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated attribution.

    `code`, `sector` and `canonical` are None where nobody coded it (leave it out of label
    figures); `withheld` is the codebook's ``!`` (anonymity granted). `sector` is None for
    codes N and A too. `canonical` is the source's fullest name in the article, the same
    string for all mentions of one source; None for N and A. `unnamed` and `insider` are of
    code X only: what the unnamed source is, and whether it speaks from inside an
    institution.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    code: Code | None = None
    withheld: bool = False
    sector: Sector | None = None
    canonical: str | None = None
    unnamed: Unnamed | None = None
    insider: bool | None = None


class Silver(msgspec.Struct, frozen=True, kw_only=True):
    """Machine-made annotation that comes with PolNeAR: names as (start, end, type), clusters."""

    sentences: list[Span] = []
    names: list[tuple[int, int, str]] = []
    coreference: list[list[Span]] = []


class GoldArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated article.

    `attributions` are the outermost ones, `nested` those inside the content of another one.
    Both share one set of ids. `meta` holds whatever columns the data set has (publisher,
    date …).
    """

    id: str
    text: str
    attributions: list[GoldAttribution]
    nested: list[GoldAttribution] = []
    meta: dict[str, str] = {}
    silver: Silver | None = None
