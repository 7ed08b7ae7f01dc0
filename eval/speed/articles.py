"""Fictional articles of any length, made of the paragraphs of those that come with the package."""

from itertools import cycle

from onrecord.models.export.label_check import check_texts
from onrecord.models.text.words import WORD, count_words


def article_of(words: int, number: int = 0) -> str:
    """A text of exactly `words` words; `number` chooses the article that it starts with."""
    texts = check_texts()
    start = number % len(texts)
    paragraphs = [
        p for text in texts[start:] + texts[:start] for p in text.split("\n\n") if p.strip()
    ]
    pieces: list[str] = []
    left = words
    for paragraph in cycle(paragraphs):
        if left <= 0:
            break
        count = count_words(paragraph, [(0, len(paragraph))])
        pieces.append(paragraph.strip() if count <= left else _first_words(paragraph, left))
        left -= count
    return "\n\n".join(pieces) + "\n"


def _first_words(text: str, words: int) -> str:
    ends = [m.end() for m in WORD.finditer(text)]
    return text[: ends[words - 1]] + "."
