"""Several gold data sets as one, with the set of each article."""

from collections.abc import Sequence
from pathlib import Path, PurePath

import msgspec

from onrecord.eval.gold.loading.load import GoldData, fingerprint, load_gold
from onrecord.eval.gold.loading.splits import Split, articles_of
from onrecord.eval.gold.problems import GoldError
from onrecord.eval.gold.types import GoldArticle


class GoldSets(msgspec.Struct, frozen=True, kw_only=True):
    """Data sets as loaded, of each the articles of one split.

    `data` holds the articles of all; `names` is parallel to its articles, the short name of
    the data set that each is from.
    """

    paths: list[str]
    split: Split
    data: GoldData
    names: list[str]


def load_sets(
    paths: Sequence[Path | str],
    *,
    split: Split = "dev",
    format: str | None = None,
    codes: Path | None = None,
    texts: Sequence[Path] = (),
    lenient: bool = False,
) -> GoldSets:
    """Load data sets (`load_gold`, which has the other arguments too) and join them.

    Raises:
        GoldError: one can't be used or has no article of the split, or two have an article
            of one id.
    """
    names = short_names([str(path) for path in paths])
    articles: dict[str, tuple[GoldArticle, str]] = {}
    loaded = []
    for path, name in zip(paths, names, strict=True):
        data = load_gold(path, format=format, codes=codes, texts=texts, lenient=lenient)
        loaded.append(data)
        for article in articles_of(split, data.articles, str(path)):
            if article.id in articles:
                other = articles[article.id][1]
                raise GoldError(
                    f"{other} and {name} both have an article {article.id}; measure them "
                    "separately."
                )
            articles[article.id] = article, name
    joined = [article for article, _ in articles.values()]
    return GoldSets(
        paths=[str(path) for path in paths],
        split=split,
        data=GoldData(
            articles=joined,
            skipped=[problem for data in loaded for problem in data.skipped],
            warnings=[problem for data in loaded for problem in data.warnings],
            sha256=fingerprint(joined),
        ),
        names=[name for _, name in articles.values()],
    )


def short_names(paths: Sequence[str]) -> list[str]:
    """Names for paths: the file's without endings, with as many folders as tell them apart."""
    parts = [_bare_parts(path) for path in paths]
    longest = max(map(len, parts), default=0)
    for depth in range(1, longest + 1):
        names = ["/".join(own[-depth:]) for own in parts]
        if len(set(names)) == len(names):
            return names
    return list(paths)


def _bare_parts(path: str) -> list[str]:
    *folders, name = PurePath(path).parts or (path,)
    return [*folders, name.split(".")[0] or name]
