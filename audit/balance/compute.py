"""One article's balance, put together."""

from onrecord.audit.balance.accounting import account_words
from onrecord.audit.balance.breakdowns import (
    anonymous_balance,
    count_claims,
    kind_rows,
    label_rows,
    review_of,
    style_rows,
    totals_of,
)
from onrecord.audit.balance.links import links_of
from onrecord.audit.balance.position import WordMap, longest_unsourced_run, position_of
from onrecord.audit.balance.sources import (
    concentration_of,
    confidential_of,
    officials_of,
    sector_shares,
    source_counts,
    source_shares,
)
from onrecord.audit.balance.stated_figures import unsourced_figures
from onrecord.audit.balance.top_level import speaking, top_level_ids
from onrecord.audit.schema.audit import Article, Claim
from onrecord.audit.schema.balance import Balance
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution, Source


def compute_balance(
    view: TextView,
    article: Article,
    attributions: list[Attribution],
    claims: list[Claim],
    sources: list[Source],
) -> Balance:
    """The figures that sum up an article's sourcing; `onrecord.audit.schema.balance` defines them.

    Args:
        view: the article's text (`article.text` may be None).
        article: its segmentation and metadata.
        attributions, claims, sources: what was found in it.
    """
    tops = top_level_ids(sources)
    heard = speaking(sources, claims)
    counted = count_claims(view, claims, attributions)
    words = WordMap.build(view, claims, attributions)
    totals = totals_of(len(words.words), counted, len(attributions))
    shares = source_shares(counted, heard, tops, totals)
    return Balance(
        totals=totals,
        accounting=account_words(view, article.sentences, attributions, claims, sources),
        labels=label_rows(counted, totals),
        anonymous=anonymous_balance(counted, totals),
        styles=style_rows(counted, totals),
        kinds=kind_rows(counted, totals),
        sources=source_counts(heard),
        source_shares=shares,
        sector_shares=sector_shares(counted, heard, totals),
        concentration=concentration_of(
            {row.source_id: row.words for row in shares if row.source_id is not None}
        ),
        officials=officials_of(counted, heard, totals),
        confidential=confidential_of(heard),
        position=position_of(article, claims, words, tops),
        longest_unsourced_run=longest_unsourced_run(words),
        unsourced_figures=unsourced_figures(view.text, claims),
        links=links_of(article, attributions),
        review=review_of(counted),
    )
