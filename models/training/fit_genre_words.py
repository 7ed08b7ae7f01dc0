"""Fitting `onrecord.models.genre_words.GenreWords` to labelled texts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from onrecord.models.genre_words import GenreWords, checksums_of, known_values, title_checksum
from onrecord.models.labels import GENRES
from onrecord.models.types import Wording


def fit_genre_words(
    texts: Sequence[Wording],
    genres: Sequence[str],
    *,
    decay: float = 0.1,
    least: int = 5,
    least_in_titles: int = 3,
    title_scale: float = 0.5,
    measure_scale: float = 0.1,
    steps: int = 200,
) -> GenreWords:
    """Multinomial logistic regression over `texts` of these `GENRES`, by L-BFGS.

    Only words are learnt that at least `least` texts have, or `least_in_titles` headlines.
    `decay` is what large weights cost (L2); what is scaled down costs more.

    Raises:
        ValueError: a genre is none of `GENRES`.
    """
    counts = Counter(one for text in texts for one in checksums_of(text))
    titles = {title_checksum(word) for text in texts for word in text.title}
    kept = [w for w, n in counts.items() if n >= (least_in_titles if w in titles else least)]
    words = np.array(sorted(kept), dtype=np.uint32)
    values = np.zeros((len(texts), len(words)))
    for row, text in zip(values, texts, strict=True):
        (at, some), (title_at, title_values) = known_values(text, words)
        row[at], row[title_at] = some, title_scale * title_values
    measured = np.array([text.measures for text in texts], dtype=np.float64)
    means, spreads = measured.mean(0), np.maximum(measured.std(0), 1e-6)
    inputs = torch.from_numpy(
        np.concatenate([values, measure_scale * (measured - means) / spreads], axis=1)
    )
    wanted = torch.tensor([GENRES.index(genre) for genre in genres])
    weights = torch.zeros(inputs.shape[1], len(GENRES), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(len(GENRES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        errors = cross_entropy(inputs @ weights + bias, wanted, reduction="sum")
        cost = errors + decay / 2 * weights.square().sum()
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    of_words, of_measures = np.split(weights.detach().numpy(), [len(words)])
    of_words[np.isin(words, list(titles))] *= title_scale
    of_measures = of_measures * (measure_scale / spreads)[:, None]
    constant = bias.detach().numpy() - means @ of_measures
    return GenreWords(
        words,
        of_words.astype(np.float16),
        of_measures.astype(np.float32),
        constant.astype(np.float32),
    )
