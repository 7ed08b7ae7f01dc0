"""Loading a gold data set in any format."""

import hashlib
from collections.abc import Iterable, Sequence
from filecmp import cmp
from itertools import combinations
from pathlib import Path

import msgspec

from onrecord.eval.gold.annotated import AnnotatedArticle, join
from onrecord.eval.gold.formats.registry import detect, format_named, read
from onrecord.eval.gold.formats.rows import row_of_article
from onrecord.eval.gold.problems import GoldError, Problem, Problems
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.gold.validate import unique


class GoldData(msgspec.Struct, frozen=True, kw_only=True):
    """A gold data set as loaded.

    `skipped` are the items that a lenient load left out, `warnings` what looks doubtful.
    `sha256` is of the articles by id (metadata, texts, attributions; not the silver
    annotation), so that it does not depend on their order, the format or the packing.
    """

    articles: list[GoldArticle]
    skipped: list[Problem] = []
    warnings: list[Problem] = []
    sha256: str


class AnnotatedData(msgspec.Struct, frozen=True, kw_only=True):
    """Several people's annotations as loaded; see `GoldData`.

    `sha256` is of each article as each annotator sees it.
    """

    articles: list[AnnotatedArticle]
    skipped: list[Problem] = []
    warnings: list[Problem] = []
    sha256: str

    @property
    def annotators(self) -> list[str]:
        """Everybody's names, in the order in which they first come."""
        return list(dict.fromkeys(name for a in self.articles for name in a.annotators))


def fingerprint(articles: Iterable[GoldArticle]) -> str:
    """SHA-256 of the articles' rows as JSON with sorted keys, a line each, the lines sorted.

    Silver annotation is left out.
    """
    bare = (msgspec.structs.replace(article, silver=None) for article in articles)
    lines = [msgspec.json.encode(row_of_article(a), order="sorted") + b"\n" for a in bare]
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def load_gold(
    path: Path | str,
    *,
    format: str | None = None,
    lenient: bool = False,
    codes: Path | None = None,
    texts: Sequence[Path] = (),
) -> GoldData:
    """Load and check a gold data set.

    Where several people annotated an article, the first one's annotation is its gold (the
    one marked as ground truth in Label Studio).

    Args:
        path: the file or folder; with the format `datasets` also a name on the hub.
        format: one of `onrecord.eval.gold.formats.registry.FORMATS`; None finds out.
        lenient: leave out items that can't be used instead of raising.
        codes: a file or folder of codes, for PolNeAR's layout, which has none.
        texts: files with the texts, for JSONL of everybody's attributions.

    Raises:
        GoldError: the data can't be read, an item can't be used (unless lenient), there is
            no article, or no article has an attribution.
    """
    source, problems = str(path), Problems(lenient=lenient)
    chosen = format_named(format) if format else detect(source)
    found = read(source, chosen, problems, codes=codes, texts=texts)
    articles = unique(((file, article.first()) for file, article in found), problems)
    _refuse_empty(source, articles, problems)
    return GoldData(
        articles=articles,
        skipped=problems.skipped,
        warnings=problems.warnings,
        sha256=fingerprint(articles),
    )


def load_annotated(
    paths: Sequence[Path | str],
    *,
    format: str | None = None,
    lenient: bool = False,
    texts: Sequence[Path] = (),
) -> AnnotatedData:
    """Load several people's annotations of the same articles.

    Args:
        paths: one file or folder that holds everybody's work (JSONL of annotators, PolNeAR's
            layout, Label Studio), or a file or folder for each person.
        format: their format; None finds out for each.
        lenient: leave out items that can't be used instead of raising.
        texts: files with the texts, for JSONL of everybody's attributions.

    Raises:
        GoldError: as `load_gold`; an article has different texts in two files; or two of `paths`
            are one file, or hold the same.
    """
    _refuse_equal(paths)
    problems = Problems(lenient=lenient)
    names = _names(paths)
    sets = []
    for path, name in zip(map(str, paths), names, strict=True):
        chosen = format_named(format) if format else detect(path)
        found = read(path, chosen, problems, texts=texts)
        alone = len(paths) > 1 and all(len(article.annotators) == 1 for _, article in found)
        sets.append((path, [_renamed(a, name) if alone else a for _, a in found]))
    articles = join(sets, problems)
    everybody = [article.by(name) for article in articles for name in article.annotators]
    _refuse_empty(", ".join(map(str, paths)), everybody, problems)
    return AnnotatedData(
        articles=articles,
        skipped=problems.skipped,
        warnings=problems.warnings,
        sha256=fingerprint(everybody),
    )


def _refuse_equal(paths: Sequence[Path | str]) -> None:
    """Make sure that nobody is compared with themselves."""
    files = [Path(path) for path in paths if Path(path).is_file()]
    for one, other in combinations(files, 2):
        if one.samefile(other):
            what = (
                f"{one} is given twice" if one == other else f"{one} and {other} are the same file"
            )
        elif one.stat().st_size == other.stat().st_size and cmp(one, other, shallow=False):
            what = f"{one} and {other} are identical"
        else:
            continue
        raise GoldError(f"{what}; give each annotator's own file.")


def _names(paths: Sequence[Path | str]) -> list[str]:
    """A name for each file of one person's work: the file's, or the path where two are alike."""
    short = [Path(p).name.split(".")[0] for p in paths]
    return short if len(set(short)) == len(short) else [str(p) for p in paths]


def _renamed(article: AnnotatedArticle, name: str) -> AnnotatedArticle:
    (attributions,) = article.annotators.values()
    nested = [own for everybody in article.nested.values() for own in everybody]
    return msgspec.structs.replace(
        article, annotators={name: attributions}, nested={name: nested} if nested else {}
    )


def _refuse_empty(source: str, articles: Sequence[GoldArticle], problems: Problems) -> None:
    left_out = f" ({len(problems.skipped)} unusable items skipped)" if problems.skipped else ""
    if not articles:
        raise GoldError(f"{source} has no articles{left_out}; there is nothing to measure on.")
    if not any(a.attributions for a in articles):
        number = f"{len(articles)} article{'s' if len(articles) > 1 else ''}"
        raise GoldError(
            f"{source} has {number} but no attributions{left_out}; annotate some first."
        )
