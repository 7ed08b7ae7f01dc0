"""From one format of gold data into another."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from onrecord.eval.gold.formats.brat_folder import read_text
from onrecord.eval.gold.formats.label_studio.tasks import predicted_tasks, write_tasks
from onrecord.eval.gold.formats.registry import WRITERS, detect, format_named, read
from onrecord.eval.gold.loading.load import load_gold
from onrecord.eval.gold.problems import GoldError, Problem, Problems
from onrecord.eval.gold.types import GoldArticle
from onrecord.models.types import Analysis

#: Target format: tasks with the model's answers as predictions, for people to correct.
PREDICTED_TASKS: Final = "label-studio-tasks"
#: Everything that `convert` writes.
TARGETS: Final = (*WRITERS, PREDICTED_TASKS)


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """What was converted: numbers of articles and attributions, and what was left out."""

    articles: int
    attributions: int
    skipped: list[Problem]
    warnings: list[Problem]


def convert(
    source: Path | str,
    target_format: str,
    out: Path,
    *,
    source_format: str | None = None,
    lenient: bool = False,
    codes: Path | None = None,
    texts: Sequence[Path] = (),
) -> Conversion:
    """Write a gold data set in another format.

    Args:
        source: the file or folder to read.
        target_format: `jsonl`, `polnear`, `brat`, `label-studio` or `datasets`.
        out: the file (`jsonl`, `label-studio`) or new folder to write.
        source_format: what `source` is; None finds out.
        lenient: leave out items that can't be used instead of raising.
        codes: a file or folder of codes, for PolNeAR's layout.
        texts: files with the texts, for JSONL of everybody's attributions.

    Raises:
        OnRecordError: there is no such target, `source` can't be used, or `out` is in use or
            can't be written.
    """
    if target_format not in WRITERS:
        raise GoldError(
            f"There is no target {target_format!r}; choose one of {', '.join(WRITERS)}."
        )
    data = load_gold(source, format=source_format, lenient=lenient, codes=codes, texts=texts)
    WRITERS[format_named(target_format)](data.articles, out)
    return Conversion(
        articles=len(data.articles),
        attributions=sum(len(a.attributions) for a in data.articles),
        skipped=data.skipped,
        warnings=data.warnings,
    )


def convert_to_tasks(
    source: Path | str,
    out: Path,
    analyse: Callable[[Sequence[str]], Sequence[Analysis]],
    model_version: str,
    *,
    source_format: str | None = None,
    lenient: bool = False,
) -> Conversion:
    """Write Label Studio tasks that show the model's answers as predictions to correct.

    Args:
        source: gold data in any format (its attributions are not used), a text file, or a
            folder of text files.
        out: the file to write.
        analyse: the model, such as `Tagger.analyse`.
        model_version: what Label Studio names beside a prediction.
        source_format: what `source` is; None finds out.
        lenient: leave out items that can't be used instead of raising.

    Raises:
        OnRecordError: `source` can't be used, or `out` can't be written.
    """
    problems = Problems(lenient=lenient)
    path = Path(source)
    text_files = [] if source_format else _text_files(path)
    if text_files:
        articles = _plain_articles(path, text_files, problems)
    else:
        chosen = format_named(source_format) if source_format else detect(str(source))
        articles = [a.first() for _, a in read(str(source), chosen, problems)]
    if not articles:
        raise GoldError(f"{source} has no articles; there is nothing to annotate.")
    analyses = analyse([article.text for article in articles])
    write_tasks(predicted_tasks(articles, analyses, model_version), out)
    return Conversion(
        articles=len(articles),
        attributions=sum(len(a.attributions) for a in analyses),
        skipped=problems.skipped,
        warnings=problems.warnings,
    )


def _text_files(path: Path) -> list[Path]:
    """The text files at `path`, where it is one or a folder of nothing else that is known."""
    if path.suffix == ".txt":
        return [path]
    if path.is_dir() and next(path.rglob("*.ann"), None) is None:
        return sorted(path.glob("*.txt"))
    return []


def _plain_articles(path: Path, files: Sequence[Path], problems: Problems) -> list[GoldArticle]:
    articles = []
    for file in files:
        try:
            text = read_text(file)
        except ValueError as error:
            problems.fault(str(file), file.stem, str(error))
            continue
        articles.append(GoldArticle(id=file.stem, text=text, attributions=[]))
    return articles
