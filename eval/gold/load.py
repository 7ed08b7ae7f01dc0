"""Loading a gold data set, whatever its format."""

import hashlib
from pathlib import Path

import msgspec
from onrecord.eval.gold.jsonl import read_jsonl, to_jsonl
from onrecord.eval.gold.problems import GoldError, Problem, Problems
from onrecord.eval.gold.types import GoldArticle


class GoldData(msgspec.Struct, frozen=True, kw_only=True):
    """A gold data set as loaded.

    `skipped` are the items that a lenient load left out, `warnings` what looks doubtful.
    `sha256` is of the articles (ids, metadata, texts, attributions; not the silver
    annotation) in their order, so that it does not depend on the format or packing.
    """

    articles: list[GoldArticle]
    skipped: list[Problem] = []
    warnings: list[Problem] = []
    sha256: str


def fingerprint(articles: list[GoldArticle]) -> str:
    """SHA-256 of the articles as OnRecord JSONL, without silver annotation."""
    digest = hashlib.sha256()
    for article in articles:
        digest.update(to_jsonl([msgspec.structs.replace(article, silver=None)]))
    return digest.hexdigest()


def load_gold(path: Path | str, *, format: str | None = None, lenient: bool = False) -> GoldData:
    """Load and check a gold data set.

    Args:
        path: the file or folder.
        format: what it is; None finds out.
        lenient: leave out items that can't be used instead of raising.

    Raises:
        GoldError: the data can't be read, an item can't be used (unless lenient), there is
            no article, or no article has an attribution.
    """
    problems = Problems(lenient=lenient)
    articles = read_jsonl(Path(path), problems)
    left_out = f" ({len(problems.skipped)} unusable items left out)" if problems.skipped else ""
    if not articles:
        raise GoldError(f"{path} holds no article{left_out}; there is nothing to measure on.")
    if not any(a.attributions for a in articles):
        number = f"{len(articles)} article{'s' if len(articles) > 1 else ''}"
        raise GoldError(f"{path} holds {number} but no attribution{left_out}; annotate some first.")
    return GoldData(
        articles=articles,
        skipped=problems.skipped,
        warnings=problems.warnings,
        sha256=fingerprint(articles),
    )
