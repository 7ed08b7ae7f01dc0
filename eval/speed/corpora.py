"""Fictional corpora of any size, in which no two articles are alike."""

from itertools import cycle
from pathlib import Path
from random import Random

import msgspec

from onrecord.models.export.label_check import check_texts
from onrecord.models.text.words import count_words


def write_corpus(path: Path, articles: int, words: int) -> int:
    """Write `articles` articles of about `words` words as JSON Lines; their words in all.

    Each is a headline of its own and paragraphs of the articles that come with the package, in
    an order of its own; it ends with the paragraph in which it reaches its length.
    """
    paragraphs = [p.strip() for text in check_texts() for p in text.split("\n\n") if p.strip()]
    total = 0
    with path.open("wb") as file:
        for number in range(articles):
            text = _article(paragraphs, number, words)
            total += count_words(text, [(0, len(text))])
            file.write(msgspec.json.encode({"id": f"article-{number}", "text": text}) + b"\n")
    return total


def _article(paragraphs: list[str], number: int, words: int) -> str:
    shuffled = list(paragraphs)
    Random(number).shuffle(shuffled)
    pieces = [f"Report {number} of the day"]
    left = words - 5
    for paragraph in cycle(shuffled):
        pieces.append(paragraph)
        left -= count_words(paragraph, [(0, len(paragraph))])
        if left <= 0:
            break
    return "\n\n".join(pieces) + "\n"
