"""A small annotated corpus, made up, with predictions that are partly right."""

from pathlib import Path

import msgspec
import pytest

from onrecord.eval.gold.formats.jsonl import write_jsonl
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.runs.predictions import Prediction, write_predictions
from tests.eval.corpora import random_corpus


class Files(msgspec.Struct):
    """Where the corpus lies, and its articles."""

    data: Path
    good: Path
    bad: Path
    articles: list[GoldArticle]


@pytest.fixture(scope="session")
def corpus_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Twelve articles in two sections; `good` predictions are mostly gold's, `bad` are not."""
    folder = tmp_path_factory.mktemp("corpus")
    gold, partly = random_corpus(11, articles=12)
    articles = [
        msgspec.structs.replace(article, meta={"section": "north" if i % 2 else "south"})
        for i, article in enumerate(gold)
    ]
    _, others = random_corpus(12, articles=12)
    write_jsonl(articles, folder / "gold.jsonl")
    files = Files(folder / "gold.jsonl", folder / "good.jsonl", folder / "bad.jsonl", articles)
    write_predictions(
        [Prediction(id=a.id, analysis=p) for a, p in zip(articles, partly, strict=True)], files.good
    )
    write_predictions(
        [
            Prediction(id=a.id, analysis=within(p, len(a.text)))
            for a, p in zip(articles, others, strict=True)
        ],
        files.bad,
    )
    return files


def within(analysis: msgspec.Struct, length: int) -> msgspec.Struct:
    """The analysis without attributions that reach beyond `length`."""
    kept = [
        a
        for a in analysis.attributions
        if all(end <= length for spans in (a.source, a.cue, a.content) for _, end in spans)
    ]
    return msgspec.structs.replace(analysis, attributions=kept)
