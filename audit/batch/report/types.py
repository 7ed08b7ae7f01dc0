"""The corpus report as data (``report.json``)."""

from typing import Literal

import msgspec

from onrecord.audit.schema.audit import Level

SCHEMA = "onrecord.corpus-report/1"


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A figure over several articles with its 95 % interval (None: too little to tell)."""

    value: float | None
    low: float | None
    high: float | None


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    """How a figure is spread over articles, each article counting once.

    articles: those for which the figure is defined. quantiles: the 5th, 25th, 50th, 75th and
    95th percentile. bars: lower edge and articles of each bar of the histogram, of equal widths.
    """

    figure: str
    title: str
    is_share: bool
    articles: int
    mean: float
    quantiles: list[float]
    width: float
    bars: list[tuple[float, int]]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that share a value: how many, their words, and the figures over all of them."""

    name: str
    articles: int
    words: int
    figures: dict[str, Estimate]


class Grouping(msgspec.Struct, frozen=True, kw_only=True):
    """The corpus by one key. more: groups that are not listed, having the fewest articles."""

    by: str
    groups: list[Group]
    more: int


class Outlier(msgspec.Struct, frozen=True, kw_only=True):
    """An article at the end of a distribution, and where its own report is.

    far_out: beyond Tukey's fence, the third quartile and one and a half times the distance
    between the quartiles.
    """

    id: str
    title: str | None
    value: float
    far_out: bool
    link: str


class OutlierList(msgspec.Struct, frozen=True, kw_only=True):
    """The articles with the highest values of one figure, and the corpus's median of it."""

    figure: str
    title: str
    is_share: bool
    median: float
    articles: list[Outlier]


class SourceUse(msgspec.Struct, frozen=True, kw_only=True):
    """A source, or a wording of anonymous ones, over all articles.

    Entries of different articles are joined only where their names are the same string after
    normalisation (case, white space, quotation marks, a leading article).
    """

    name: str
    type: str
    articles: int
    claims: int
    words: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the attributed words (a sector, a type of anonymous claim)."""

    name: str
    words: int
    share: float


class RuleUse(msgspec.Struct, frozen=True, kw_only=True):
    """How often a rule was broken: findings, and articles with one."""

    rule: str
    finds: str
    level: Level
    findings: int
    articles: int


class DuplicatePair(msgspec.Struct, frozen=True, kw_only=True):
    """An article and the earlier one that it repeats."""

    id: str
    of: str
    kind: str
    similarity: float


class CorpusReport(msgspec.Struct, frozen=True, kw_only=True):
    """The report over a corpus.

    counts: records, audited, errors, duplicates, left_out, words. overall: figures over all
    articles. trend: the corpus by time, None without dates. named, anonymous: the most used
    sources and wordings; empty where the text is left out. errors: failures by kind.
    duplicates: the first of them.
    """

    schema: Literal["onrecord.corpus-report/1"] = SCHEMA  # type: ignore[assignment]
    counts: dict[str, int]
    overall: Group
    distributions: list[Distribution]
    groupings: list[Grouping]
    trend: Grouping | None
    outliers: list[OutlierList]
    named: list[SourceUse]
    anonymous: list[SourceUse]
    sectors: list[Part]
    anonymous_types: list[Part]
    rules: list[RuleUse]
    errors: dict[str, int]
    duplicates: list[DuplicatePair]
    deduped: bool
    no_text: bool
    model: dict[str, str]
    policy: dict[str, str]
    resamples: int
    seed: int
