"""From gold examples to the tensors of a training batch."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from onrecord.models.network.arc_distance import arc_buckets
from onrecord.models.network.pair_features import PAIR
from onrecord.models.network.subwords import Encoded, Subwords
from onrecord.models.network.windows import Window, collate, cut_windows
from onrecord.models.text.view import TextView
from onrecord.models.training.augment import straighten_quotes
from onrecord.models.training.examples import Example
from onrecord.models.training.masking import hide
from onrecord.models.training.targets import IGNORED, Targets, targets_of


class TrainingCollator:
    """Makes a batch of whole articles: windows for the encoder, targets for every head.

    Windows of one article do not overlap, and their cuts move from epoch to epoch. A share
    of the articles is read with straight quotation marks; a share of the subwords is
    hidden (`masking`), to be guessed.
    """

    def __init__(self, subwords: Subwords, capacity: int, seed: int, masking: float = 0.0) -> None:
        self.subwords = subwords
        self.capacity = capacity
        self.special = tuple(subwords.id_of(t) for t in ("[CLS]", "[SEP]", "[PAD]"))
        self.mask = subwords.id_of("[MASK]")
        self.masking = masking
        self.random = random.Random(seed)
        self.draws = np.random.default_rng(seed)

    def __call__(self, examples: Sequence[Example | dict[str, Any]]) -> dict[str, Tensor]:
        """Tensors for `losses.losses`; positions of mentions and names are rows of (B * U)."""
        articles: list[tuple[Encoded, Targets, list[Window]]] = []
        for item in examples:
            example = item if isinstance(item, Example) else item["example"]
            if self.random.random() < 0.3:
                example = straighten_quotes(example)
            tokens = TextView(example.text).tokens
            encoded = self.subwords.encode(tokens)
            shift = self.random.randint(self.capacity // 3, self.capacity)
            windows = cut_windows(encoded, self.capacity, 0, shift)
            articles.append((encoded, targets_of(example, tokens), windows))
        items = [(e, w) for e, _, windows in articles for w in windows]
        arrays = collate(items, *self.special)
        width = arrays.token_mask.shape[1]
        batch = {name: torch.from_numpy(getattr(arrays, name)) for name in arrays.__struct_fields__}
        shown, at = hide(
            arrays.input_ids, np.asarray(self.special), self.mask, self.masking, self.draws
        )
        batch["masked_ids"] = torch.from_numpy(arrays.input_ids.reshape(-1)[at])
        batch["masked_at"] = torch.from_numpy(at)
        batch["input_ids"] = torch.from_numpy(shown)
        batch.update(_token_targets(articles, len(items), width))
        batch.update(_mention_targets(articles, width))
        return batch


def _token_targets(
    articles: Sequence[tuple[Encoded, Targets, list[Window]]], rows: int, width: int
) -> dict[str, Tensor]:
    roles, names, content, source = (
        np.full((rows, width), IGNORED, dtype=np.int64) for _ in range(4)
    )
    buckets = np.zeros((rows, width, width), dtype=np.int64)
    row = 0
    for encoded, target, windows in articles:
        paragraphs = np.asarray(encoded.tokens.paragraph, dtype=np.int64)
        for w in windows:
            n = w.end - w.start
            roles[row, :n] = target.roles[w.start : w.end]
            names[row, :n] = target.names[w.start : w.end]
            head = target.content_head[w.start : w.end]
            reachable = (head >= w.start) & (head < w.end)
            content[row, :n] = np.where(reachable, head - w.start, IGNORED)
            for cue, at in target.arcs:
                if w.start <= cue < w.end and (at < 0 or w.start <= at < w.end):
                    source[row, cue - w.start] = 0 if at < 0 else at - w.start + 1
            here = np.arange(w.start, w.end)
            buckets[row, :n, :n] = arc_buckets(here, here, paragraphs)
            row += 1
    return {
        "role_tags": torch.from_numpy(roles),
        "name_tags": torch.from_numpy(names),
        "content_heads": torch.from_numpy(content),
        "source_heads": torch.from_numpy(source),
        "arc_buckets": torch.from_numpy(buckets),
    }


def _mention_targets(
    articles: Sequence[tuple[Encoded, Targets, list[Window]]], width: int
) -> dict[str, Tensor]:
    lists: dict[str, list[Any]] = {
        k: []
        for k in [
            "mention_tokens",
            "mention_of",
            "mention_last",
            "mention_cue",
            "code",
            "sector",
            "withheld",
            "unnamed",
            "insider",
            "linked",
            "name_tokens",
            "name_of",
            "name_last",
            "pair_mention",
            "pair_is_name",
            "pair_candidate",
            "pair_right",
        ]
    }
    features: list[np.ndarray[Any, Any]] = []
    row = names = mentions = 0
    for encoded, target, windows in articles:
        place = np.zeros(len(encoded.tokens), dtype=np.int64)
        for w in windows:
            place[w.start : w.end] = np.arange(w.end - w.start) + row * width
            row += 1
        for i, name in enumerate(target.name_spans):
            lists["name_tokens"] += place[name.start : name.end].tolist()
            lists["name_of"] += [names + i] * (name.end - name.start)
            lists["name_last"].append(place[name.end - 1])
        for i, t in enumerate(target.mentions):
            m = t.mention
            lists["mention_tokens"] += place[m.start : m.end].tolist()
            lists["mention_of"] += [mentions + i] * (m.end - m.start)
            lists["mention_last"].append(place[m.end - 1] if m.end > m.start else -1)
            lists["mention_cue"].append(place[m.cue])
            for key in ("code", "sector", "withheld", "unnamed", "insider", "linked"):
                lists[key].append(getattr(t, key))
            n = len(target.name_spans)
            lists["pair_mention"] += [mentions + i] * len(t.features)
            lists["pair_is_name"] += [True] * n + [False] * len(t.earlier)
            lists["pair_candidate"] += [names + j for j in range(n)]
            lists["pair_candidate"] += [mentions + j for j in t.earlier]
            lists["pair_right"] += t.positive.tolist()
            features.append(t.features)
        names += len(target.name_spans)
        mentions += len(target.mentions)
    flags = {"linked", "pair_is_name", "pair_right"}
    tensors = {
        k: torch.tensor(v, dtype=torch.bool if k in flags else torch.long) for k, v in lists.items()
    }
    # Candidates are rows of the names followed by the mentions of the whole batch.
    is_name = tensors.pop("pair_is_name")
    tensors["pair_candidate"] += torch.where(is_name, 0, names)
    stacked = np.concatenate(features) if features else np.zeros((0, PAIR.width), dtype=np.float32)
    tensors["pair_features"] = torch.from_numpy(stacked)
    return tensors
