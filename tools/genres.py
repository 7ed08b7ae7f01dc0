"""Fit and measure what tells genres by wording: ``genres.py TRAIN [--fit] [--dev DEV]``.

TRAIN holds annotated articles, of which ``tools/genres/labels.tsv`` gives the genres of some that a
language model read in excerpts: at random, because of signs of other genres than news, or because
an earlier fit was unsure of them. Prints how many of each genre are told as each, by the signs
alone and in a five-fold cross-validation of the wording beside them. With ``--fit`` the weights
that ship are fitted to all of them and written. With ``--dev``, the same table for the development
articles, audited with the model that ships, by ``tests/fixtures/genres.txt``.
"""

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from onrecord.audit.auditor import Auditor
from onrecord.audit.claims.make import settle_questions
from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import Sentence
from onrecord.audit.segment.own_voice import wording_of
from onrecord.audit.segment.segmentation import segment
from onrecord.audit.segment.tell_genre import tell_genre
from onrecord.eval.gold import load_gold
from onrecord.eval.gold.analysis import analysis_of
from onrecord.models.genre_words import GenreWords
from onrecord.models.labels import GENRES
from onrecord.models.tagger import shipped_weights
from onrecord.models.text.view import TextView
from onrecord.models.training.fit_genre_words import fit_genre_words
from onrecord.models.types import Attribution, Wording

LABELS: Final = Path(__file__).parent / "genres" / "labels.tsv"
DEV_LABELS: Final = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "genres.txt"
FOLDS: Final = 5


class Labelled(NamedTuple):
    """An article whose genre somebody read, with what genres are told by."""

    document: Document
    genre: str
    chosen: str
    view: TextView
    sentences: list[Sentence]
    attributions: list[Attribution]
    wording: Wording

    def told(self, genre_words: GenreWords | None) -> str:
        """The genre that an audit would give."""
        found, _ = tell_genre(
            self.document, self.view, self.sentences, self.attributions, genre_words
        )
        return found or "none"


def labelled(path: Path) -> list[Labelled]:
    """The labelled articles of a file, with their gold attributions."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        labels = {row["article"]: row for row in csv.DictReader(lines, delimiter="\t")}
    found = []
    for article in load_gold(path).articles:
        if article.id not in labels:
            continue
        title, view = article.meta.get("title"), TextView(article.text)
        attributions = analysis_of(article).attributions
        sentences = settle_questions(view, segment(view, title=title), attributions)
        row = labels[article.id]
        found.append(
            Labelled(
                Document(
                    id=article.id, text=article.text, title=title, url=article.meta.get("url")
                ),
                row["genre"],
                row["chosen"],
                view,
                sentences,
                attributions,
                wording_of(view, title or "", sentences, attributions),
            )
        )
    return found


def fitted(articles: Iterable[Labelled]) -> GenreWords:
    """The weights for all articles of the genres that wording tells apart."""
    known = [one for one in articles if one.genre in GENRES]
    return fit_genre_words([one.wording for one in known], [one.genre for one in known])


def cross_validated(articles: list[Labelled]) -> dict[str, str]:
    """The genre told of each article by weights that were fitted without it."""
    shuffled = sorted(articles, key=lambda one: one.document.id)
    random.Random(0).shuffle(shuffled)
    shuffled.sort(key=lambda one: one.genre)
    folds = [shuffled[number::FOLDS] for number in range(FOLDS)]
    told = {}
    for fold in folds:
        weights = fitted(one for other in folds if other is not fold for one in other)
        told.update({one.document.id: one.told(weights) for one in fold})
    return told


def table(heading: str, pairs: Iterable[tuple[str, str]]) -> str:
    """How many of each genre are told as each, and how many rightly."""
    counts = Counter(pairs)
    shown = sorted({told for _, told in counts})
    lines = [f"{heading}: {sum(n for (g, t), n in counts.items() if g == t)} of {counts.total()}"]
    lines += [f"  {'':14}" + "".join(f"{told:>14}" for told in shown)]
    for genre in sorted({genre for genre, _ in counts}):
        lines.append(f"  {genre:14}" + "".join(f"{counts[genre, told]:14}" for told in shown))
    return "\n".join(lines)


def dev_pairs(path: Path) -> list[tuple[str, str]]:
    """The genres of the development articles, and those that their audits give."""
    labels = dict(line.split(maxsplit=1) for line in DEV_LABELS.read_text().splitlines())
    rows: list[Mapping[str, str]] = [json.loads(line) for line in path.open(encoding="utf-8")]
    documents = [Document(id=r["id"], text=r["text"], title=r["title"], url=r["url"]) for r in rows]
    audits = Auditor.load().audit_many(documents)
    return [(labels[audit.article.id], audit.article.genre or "none") for audit in audits]


def main() -> None:
    """Print the tables, and fit the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("train", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--dev", type=Path)
    chosen = parser.parse_args()
    articles = labelled(chosen.train)
    told = cross_validated(articles)
    ways: dict[str, Callable[[Labelled], str]] = {
        "signs alone": lambda one: one.told(None),
        "signs and wording": lambda one: told[one.document.id],
    }
    for name, way in ways.items():
        print(table(name, [(one.genre, way(one)) for one in articles]))
        some = [one for one in articles if one.chosen == "at random"]
        print(table(f"{name}, articles chosen at random", [(one.genre, way(one)) for one in some]))
    if chosen.fit:
        fitted(articles).save(shipped_weights())
    if chosen.dev:
        print(table("development articles", dev_pairs(chosen.dev)))


class _Raw(argparse.RawDescriptionHelpFormatter):
    """The help as it is written above."""


if __name__ == "__main__":
    main()
