"""The figures that a corpus report compares, by the columns of ``articles.parquet``."""

from typing import Final, NamedTuple


class Ratio(NamedTuple):
    """A figure over articles: the sum of one column over that of another (None: per article)."""

    name: str
    title: str
    over: tuple[str, ...]
    under: str | None

    @property
    def is_share(self) -> bool:
        """Whether it lies between 0 and 1."""
        return self.under is not None


RATIOS: Final = (
    Ratio("named", "Named", ("named_words",), "claim_words"),
    Ratio("anonymous", "Anonymous", ("anonymous_words",), "claim_words"),
    Ratio("unsourced", "Unsourced", ("unsourced_words",), "claim_words"),
    Ratio("confidential", "Confidential", ("confidential_words",), "attributed_words"),
    Ratio("official", "Officials", ("official_words",), "attributed_words"),
    Ratio("quoted", "Quoted", ("quoted_words",), "attributed_words"),
    Ratio("sources", "Sources an article", ("sources",), None),
    Ratio("findings", "Errors and warnings an article", ("errors", "warnings"), None),
)


class ArticleFigure(NamedTuple):
    """A figure of each article, whose distribution is shown."""

    column: str
    title: str
    is_share: bool


DISTRIBUTED: Final = (
    ArticleFigure("named_share", "Named, share of the words in claims", True),
    ArticleFigure("anonymous_share", "Anonymous, share of the words in claims", True),
    ArticleFigure("unsourced_share", "Unsourced, share of the words in claims", True),
    ArticleFigure("confidential_share", "Confidential sources, share of attributed words", True),
    ArticleFigure("official_share", "Officials, share of attributed words", True),
    ArticleFigure(
        "largest_share", "The largest source, share of the words that have a source", True
    ),
    ArticleFigure("sources", "Sources", False),
    ArticleFigure("longest_unsourced_run", "Longest run of unsourced words", False),
)
#: The figures whose highest values are worth a reading first.
OUTLYING: Final = (
    ArticleFigure("anonymous_share", "Most anonymous", True),
    ArticleFigure("unsourced_share", "Most unsourced", True),
    ArticleFigure("largest_share", "Most dependent on one source", True),
    ArticleFigure("longest_unsourced_run", "Longest run without a source", False),
    ArticleFigure("problems", "Most errors and warnings", False),
)
