"""How much the labels of two runtimes differ."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from onrecord.models.runtimes.scores import Runtime
from onrecord.models.tagger import Tagger
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis


def check_texts() -> list[str]:
    """The fictional articles that come with the package."""
    folder = files("onrecord.models.export") / "check_texts"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    return [f.read_text(encoding="utf-8") for f in found]


def difference(folder: Path, one: Runtime, other: Runtime, texts: Sequence[str]) -> float:
    """Share of the words of `texts` that the model in `folder` labels otherwise on `other`."""
    words = differing = 0
    ours, theirs = Tagger(folder, one).analyse(texts), Tagger(folder, other).analyse(texts)
    for text, a, b in zip(texts, ours, theirs, strict=True):
        labels = word_labels(text, a), word_labels(text, b)
        words += len(labels[0])
        differing += sum(x != y for x, y in zip(*labels, strict=True))
    return differing / words if words else 0.0


def word_labels(text: str, analysis: Analysis) -> list[str]:
    """The label of every word of `text`: its attribution's, or unsourced."""
    label = {
        start: a.label
        for a in analysis.attributions
        for s, e in a.content
        for start, _ in word_spans(text, s, e)
    }
    return [label.get(start, "unsourced") for start, _ in word_spans(text)]
