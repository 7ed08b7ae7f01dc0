"""Gold articles and predictions for tests: made by hand from words, or at random."""

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from onrecord.eval.gold.canonicals import type_of
from onrecord.eval.gold.types import GoldArticle, GoldAttribution, Silver
from onrecord.models.labels import LABEL_OF_CODE, SECTORS, UNNAMED, Code, Sector, Unnamed
from onrecord.models.types import Analysis, Attribution, Source, Span

CODES: tuple[Code, ...] = ("P", "O", "D", "X", "Q", "N", "A")
NAMES = ("Ada Brook", "Brook", "the Harbour Board", "a clerk", "two clerks", "Senator Cole")


def words_article(
    words: int, attributions: Sequence[GoldAttribution], sentences: int = 1, id: str = "one"
) -> GoldArticle:
    """An article of the words ``w0 w1 …``, cut into equal sentences."""
    text = " ".join(f"w{i}" for i in range(words))
    ends = [
        at(words, (k * words // sentences, (k + 1) * words // sentences)) for k in range(sentences)
    ]
    silver = Silver(sentences=[span for span in ends if span[0] < span[1]])
    return GoldArticle(id=id, text=text, attributions=list(attributions), silver=silver)


def at(words: int, piece: tuple[int, int]) -> Span:
    """The characters of the words ``piece[0]`` to ``piece[1]`` (half-open) of `words_article`."""
    ends = np.cumsum([len(f"w{i}") + 1 for i in range(words)])
    first, last = piece
    start = 0 if first == 0 else int(ends[first - 1])
    return (start, int(ends[last - 1]) - 1) if first < last else (start, start)


def gold(
    words: int,
    source: Sequence[tuple[int, int]],
    cue: Sequence[tuple[int, int]],
    content: Sequence[tuple[int, int]],
    code: Code | None = "P",
    canonical: str | None = "Ada Brook",
    id: str = "g",
    *,
    withheld: bool = False,
    sector: Sector | None = None,
    unnamed: Unnamed | None = None,
) -> GoldAttribution:
    """A gold attribution whose pieces are runs of words of `words_article`."""
    return GoldAttribution(
        id=id,
        source=[at(words, piece) for piece in source],
        cue=[at(words, piece) for piece in cue],
        content=[at(words, piece) for piece in content],
        code=code,
        withheld=withheld,
        sector=sector,
        canonical=canonical if code not in {None, "N", "A"} else None,
        unnamed=unnamed,
    )


def predict(attributions: Sequence[GoldAttribution], confidence: float = 1.0) -> Analysis:
    """The analysis that says exactly what `attributions` (all coded) say."""
    ids: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for a in attributions:
        if a.canonical and a.canonical not in ids:
            id = ids[a.canonical] = f"s{len(ids) + 1}"
            sources[id] = Source(
                id=id,
                name=a.canonical,
                label=LABEL_OF_CODE[a.code or "X"],
                type=_type(a),
                sector=a.sector or "unknown",
                mentions=sorted(
                    {m for b in attributions if b.canonical == a.canonical for m in b.source}
                ),
            )
    return Analysis(
        attributions=[
            Attribution(
                id=f"a{i}",
                source=a.source,
                cue=a.cue,
                content=a.content,
                style="indirect",
                kind="speech",
                code=a.code or "X",
                label=LABEL_OF_CODE[a.code or "X"],
                type=_type(a),
                source_id=ids.get(a.canonical or ""),
                confidence=confidence,
            )
            for i, a in enumerate(attributions, start=1)
        ],
        sources=list(sources.values()),
        grants=[],
    )


def _type(attribution: GoldAttribution) -> Any:
    a = attribution
    return type_of(a.code, a.canonical, withheld=a.withheld, unnamed=a.unnamed) or "individual"


def random_attributions(
    rng: random.Random, words: int, *, coded: float = 1.0
) -> list[GoldAttribution]:
    """Attributions whose pieces never overlap, some of them without content or source."""
    attributions: list[GoldAttribution] = []
    here = rng.randrange(4)
    while here < words - 4:
        cuts = [here]
        for _ in range(4):
            cuts.append(min(words, cuts[-1] + rng.choice([0, 1, 1, 2, 3, 6])))
        parts = [[(a, b)] if a < b else [] for a, b in pairwise(cuts)]
        rng.shuffle(parts)
        if any(parts):
            code = rng.choice(CODES) if rng.random() < coded else None
            attributions.append(
                gold(
                    words,
                    parts[0],
                    parts[1],
                    sorted(parts[2] + parts[3]),
                    code=code,
                    canonical=rng.choice(NAMES),
                    id=f"g{len(attributions)}",
                    withheld=code == "X" and rng.random() < 0.3,
                    sector=rng.choice(SECTORS) if code not in {None, "N", "A"} else None,
                    unnamed=rng.choice(UNNAMED) if code == "X" else None,
                )
            )
        here = cuts[-1] + rng.randrange(5)
    return attributions


def shaken(
    rng: random.Random, words: int, attributions: Sequence[GoldAttribution]
) -> list[GoldAttribution]:
    """Some of the attributions as they are, some with other codes, and some quite different."""
    kept = [a for a in attributions if rng.random() < 0.6 and a.code is not None]
    taken = set().union(*(characters(a) for a in kept))
    fresh = [a for a in random_attributions(rng, words) if not characters(a) & taken]
    recoded = [gold_with(a, rng.choice(CODES), rng.choice(NAMES)) for a in kept]
    return [a if rng.random() < 0.7 else b for a, b in zip(kept, recoded, strict=True)] + fresh


def characters(attribution: GoldAttribution) -> set[int]:
    """Offsets of all its characters."""
    spans = [*attribution.source, *attribution.cue, *attribution.content]
    return {offset for start, end in spans for offset in range(start, end)}


def gold_with(attribution: GoldAttribution, code: Code, canonical: str) -> GoldAttribution:
    """The attribution with another code and canonical."""
    return GoldAttribution(
        id=attribution.id,
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        code=code,
        canonical=None if code in {"N", "A"} else canonical,
    )


def random_corpus(
    seed: int, articles: int = 12, *, coded: float = 1.0
) -> tuple[list[GoldArticle], list[Analysis]]:
    """A random corpus with a prediction that is partly right."""
    rng = random.Random(seed)
    golds, predictions = [], []
    for i in range(articles):
        words = rng.randrange(20, 120)
        attributions = random_attributions(rng, words, coded=coded)
        golds.append(words_article(words, attributions, sentences=rng.randrange(1, 6), id=f"t{i}"))
        predictions.append(predict(shaken(rng, words, attributions)))
    return golds, predictions
