"""Fitting `onrecord.models.sources.sector_words.SectorWords` to gold sources."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
import torch
from torch.nn.functional import cross_entropy, embedding_bag

from onrecord.models.config import DescriptionConfig
from onrecord.models.labels import SECTORS, Sector
from onrecord.models.lexicon.word_lists import phrases
from onrecord.models.sources.sector_words import SectorWords, checksums_of, telling_phrases
from onrecord.models.training.examples import Example, ExampleAttribution
from onrecord.models.types import Span

_Source: TypeAlias = tuple[list[int], Sector]
#: What sources of each sector are called that gold has seldom, by the lists' names.
_WRITTEN: Final[dict[str, Sector]] = {
    "sectors.government": "government",
    "sectors.justice": "justice",
    "sectors.expert": "expert",
    "sectors.business": "business",
    "sectors.media": "media",
    "sectors.advocacy": "advocacy",
    "sectors.citizen": "citizen",
    "sectors.unknown": "unknown",
}


def fit_sector_words(
    examples: Sequence[Example],
    *,
    decay: float = 2.0,
    rarity: float = 0.9,
    least: int = 2,
    written: float = 3.0,
    steps: int = 250,
) -> SectorWords | None:
    """Multinomial logistic regression over the sources of `examples`, by L-BFGS.

    A source is all attributions of an article with the same canonical name, and each of those
    without one. Its sector is that of most of them. None where no source has a sector, or words
    that at least `least` texts have.
    `decay` is what large weights cost (L2); rare sectors count more by their rarity to the power
    of `rarity`. Every written phrase (``sectors.toml``) counts as `written` sources of its sector;
    0: none does.
    """
    config = DescriptionConfig()
    by_example = [list(_sources(example, config)) for example in examples]
    texts = Counter(word for some in by_example for word in {w for words, _ in some for w in words})
    phrased = list(_phrased()) if written else []
    learnt = {word for word, n in texts.items() if n >= least}
    known = np.array(sorted(learnt.union(*(words for words, _ in phrased))), dtype=np.uint32)
    place = {word: at for at, word in enumerate(known.tolist())}
    sources = [
        (at, sector)
        for some in by_example
        for words, sector in some
        if (at := [place[word] for word in words if word in place])
    ]
    if not sources:
        return None
    found = len(sources)
    sources += [([place[word] for word in words], sector) for words, sector in phrased]
    features = torch.tensor([place for at, _ in sources for place in at])
    starts = torch.from_numpy(np.cumsum([0, *(len(at) for at, _ in sources[:-1])]))
    sectors = torch.tensor([SECTORS.index(sector) for _, sector in sources])
    counts = torch.bincount(sectors[:found], minlength=len(SECTORS)).clamp(min=1)
    counting = ((counts.sum() / counts) ** rarity)[sectors]
    counting[found:] *= written
    weights = torch.zeros(len(known), len(SECTORS), requires_grad=True)
    bias = torch.zeros(len(SECTORS), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = embedding_bag(features, weights, starts, mode="sum") + bias
        errors = cross_entropy(scores, sectors, reduction="none")
        cost = (counting * errors).sum() + decay / 2 * weights.square().sum()
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return SectorWords(known, weights.detach().numpy().astype(np.float16), bias.detach().numpy())


def _phrased() -> Iterator[_Source]:
    """The written phrases as sources."""
    for name, sector in _WRITTEN.items():
        for phrase in phrases(name):
            yield checksums_of([phrase]), sector


def _names(example: Example, key: object) -> list[Span]:
    """Where the text has the whole name of a person; `key` is of `_sources`."""
    if not isinstance(key, tuple) or key[0] != "P":
        return []
    return [m.span() for m in re.finditer(re.escape(key[1]), example.text)]


def _sources(example: Example, config: DescriptionConfig) -> Iterator[_Source]:
    """The sources of a text whose words and sector are known."""
    by_name: dict[object, list[ExampleAttribution]] = {}
    for number, attribution in enumerate(example.attributions):
        if attribution.sector and attribution.source and attribution.code not in ("A", "N"):
            name = attribution.canonical
            key = (attribution.code, name) if name else number
            by_name.setdefault(key, []).append(attribution)
    for own, attributions in by_name.items():
        spans = sorted({span for a in attributions for span in a.source})
        words = checksums_of(telling_phrases(example.text, spans, _names(example, own), config))
        if words:
            yield words, Counter(a.sector for a in attributions if a.sector).most_common(1)[0][0]
