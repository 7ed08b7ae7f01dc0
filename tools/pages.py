"""Measure how clean articles come out of saved pages: ``pages.py FOLDER``.

FOLDER has ``html/KEY.html.gz`` and ``ground-truth.json``, which holds each page's article body as
a person marked it. The first figures are those of the benchmark that the pages come from
(scrapinghub/article-extraction-benchmark): precision and recall over word 4-grams, means over the
pages, and the F1 of these means. ``--claims`` audits the pages too, and counts the words outside
the marked bodies that claims hold. ``--worst N`` names the N pages with the lowest F1.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from lxml import html

from onrecord.audit import Auditor
from onrecord.audit.ingest.errors import IngestError
from onrecord.audit.ingest.reader import read_bytes
from onrecord.audit.ingest.types import Document

WORD: Final = re.compile(r"\w+")
N: Final = 4
#: What a browser never shows.
HIDDEN: Final = ".//script | .//style | .//noscript | .//template | .//head"


class Score(NamedTuple):
    """One page: precision and recall (None where there is nothing to share), and its F1."""

    key: str
    precision: float | None
    recall: float | None
    f1: float


def shingles(text: str) -> list[tuple[str, ...]]:
    """The word 4-grams of `text`; a shorter text is one of its own."""
    words = WORD.findall(text)
    count = max(1, len(words) - N + 1) if words else 0
    return [tuple(words[i : i + N]) for i in range(count)]


def score(key: str, found: str, body: str) -> Score:
    """How much of a marked `body` was `found`, and how much else."""
    ours, theirs = Counter(shingles(found)), Counter(shingles(body))
    both = (ours & theirs).total()
    precision = both / ours.total() if ours else None
    recall = both / theirs.total() if theirs else None
    return Score(key, precision, recall, f1(precision or 0.0, recall or 0.0))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean, 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def outside_spans(text: str, body: str) -> list[tuple[int, int]]:
    """The words of `text` that no 4-gram of `body` covers; a second copy of one covers nothing."""
    words = [match.span() for match in WORD.finditer(text)]
    left = Counter(shingles(body))
    inside = [False] * len(words)
    for i, shingle in enumerate(shingles(text)):
        if left[shingle] > 0:
            left[shingle] -= 1
            inside[i : i + N] = [True] * len(inside[i : i + N])
    return [span for span, is_inside in zip(words, inside, strict=True) if not is_inside]


def outside_words(page: bytes, body: str) -> int:
    """How many words a page shows besides those of its `body`."""
    tree = html.fromstring(page)
    for element in tree.xpath(HIDDEN):
        element.drop_tree()
    return max(0, len(WORD.findall(" ".join(tree.itertext()))) - len(WORD.findall(body)))


def pages(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Each page's key, bytes and marked body."""
    truth: Mapping[str, Mapping[str, str]] = json.loads(
        (folder / "ground-truth.json").read_text(encoding="utf-8")
    )
    for key, entry in truth.items():
        yield (
            key,
            gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()),
            entry["articleBody"],
        )


def read(page: bytes, key: str) -> Document | None:
    """The article in a page, in any language; None where the reader finds none."""
    try:
        return read_bytes(page, name=f"{key}.html", any_language=True)
    except IngestError:
        return None


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", action="store_true")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    scores: list[Score] = []
    shown = in_text = in_claims = claimed = 0
    auditor = Auditor.load() if arguments.claims else None
    for key, page, body in pages(arguments.folder):
        document = read(page, key)
        scores.append(score(key, document.text if document else "", body))
        shown += outside_words(page, body)
        if document is None:
            continue
        outside = outside_spans(document.text, body)
        in_text += len(outside)
        if auditor is not None:
            claims = [span for claim in auditor.audit(document).claims for span in claim.spans]
            claimed += sum(len(WORD.findall(document.text[a:b])) for a, b in claims)
            in_claims += sum(any(a <= at < b for a, b in claims) for at, _ in outside)
    precision = mean([s.precision for s in scores if s.precision is not None])
    recall = mean([s.recall for s in scores if s.recall is not None])
    print(f"{len(scores)} pages: F1 {f1(precision, recall):.4f}", end=" ")
    print(f"(precision {precision:.4f}, recall {recall:.4f})")
    print(f"words outside the bodies: {shown}, in the text: {in_text} ({in_text / shown:.2%})")
    if claimed:
        print(f"in claims: {in_claims} ({in_claims / shown:.2%})", end=", ")
        print(f"{in_claims / claimed:.2%} of the words of claims")
    for worst in sorted(scores, key=lambda s: s.f1)[: arguments.worst]:
        print(worst.key, worst.precision, worst.recall)


if __name__ == "__main__":
    main()
