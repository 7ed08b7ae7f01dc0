"""The training objective: the weight of each head's error, and how it is computed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.models.training.masking import MaskedWords
from onrecord.models.training.targets import IGNORED

if TYPE_CHECKING:
    from onrecord.models.network.model import OnRecordModel

#: Weights of the mean losses, chosen so that none drowns the others at convergence.
WEIGHTS: Final = {
    "roles": 3.0,
    "content_arcs": 0.5,
    "source_arcs": 0.5,
    "names": 1.0,
    "code": 0.5,
    "sector": 0.4,
    "withheld": 0.2,
    "unnamed": 0.2,
    "insider": 0.2,
    "links": 0.5,
    "masked": 0.1,
}


#: By SECTORS: the inverse square root of each sector's share of the training attributions.
SECTOR_WEIGHTS: Final = (0.5, 1.3, 1.4, 1.5, 1.3, 1.5, 1.2, 1.8)


def losses(
    model: "OnRecordModel", batch: dict[str, Tensor], words: MaskedWords | None = None
) -> dict[str, Tensor]:
    """The mean loss of every head on a training batch (see `collation.TrainingCollator`).

    `words` guesses the subwords that the batch hides; without either that loss is left out.
    """
    hidden = _encoded(model, batch)
    outputs = model.score(hidden, batch["unit_at"])
    masked = {}
    if words is not None and len(batch["masked_at"]):
        embeddings = model.encoder.embeddings.word_embeddings.weight
        at = hidden.flatten(0, 1)[batch["masked_at"]]
        masked["masked"] = words.loss(at, embeddings, batch["masked_ids"])
    with torch.autocast(outputs[0].device.type, enabled=False):
        return masked | _losses(model, batch, *(o.float() for o in outputs))


def _encoded(model: "OnRecordModel", batch: dict[str, Tensor]) -> Tensor:
    """The encoder's output; windows of about the same length run together, to pad less."""
    names = ("input_ids", "mask", "casing", "quote", "gap")
    lengths = batch["mask"].sum(1)
    order = torch.argsort(lengths, descending=True, stable=True)
    width = batch["mask"].shape[1]
    parts: list[Tensor] = []
    start = 0
    while start < len(order):
        longest = int(lengths[order[start]])
        end = start + 1
        while end < len(order) and int(lengths[order[end]]) > 0.8 * longest:
            end += 1
        rows = order[start:end]
        part = model.encode(*(batch[k][rows, :longest] for k in names))
        parts.append(functional.pad(part, (0, 0, 0, width - longest)))
        start = end
    return torch.cat(parts)[torch.argsort(order)]


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum of `losses`."""
    return cast(Tensor, sum(WEIGHTS[name] * value for name, value in parts.items()))


def _losses(
    model: "OnRecordModel",
    batch: dict[str, Tensor],
    roles: Tensor,
    names: Tensor,
    content_dep: Tensor,
    cue_head: Tensor,
    cue_dep: Tensor,
    source_head: Tensor,
    no_source: Tensor,
    mention: Tensor,
) -> dict[str, Tensor]:
    mask = batch["token_mask"]
    tokens = mask.sum().clamp(min=1)
    parts = {
        "roles": model.crf.negative_log_likelihood(roles, batch["role_tags"], mask) / tokens,
        "names": _mean_entropy(names.flatten(0, 1), batch["name_tags"].flatten()),
    }
    size = content_dep.shape[-1]
    scale = size**-0.5
    closed = ~mask[:, None, :]
    # (windows, dependents, heads)
    arcs = content_dep @ cue_head.transpose(1, 2) * scale
    arcs = arcs + model.content_arc_bias[batch["arc_buckets"]]
    arcs = arcs.masked_fill(closed, -1e4)
    parts["content_arcs"] = _mean_entropy(arcs.flatten(0, 1), batch["content_heads"].flatten())
    arcs = cue_dep @ source_head.transpose(1, 2) * scale
    arcs = arcs + model.source_arc_bias[batch["arc_buckets"]]
    arcs = torch.cat([no_source, arcs.masked_fill(closed, -1e4)], dim=2)
    parts["source_arcs"] = _mean_entropy(arcs.flatten(0, 1), batch["source_heads"].flatten())
    parts.update(_mention_losses(model, batch, mention.flatten(0, 1)))
    return parts


def _mention_losses(
    model: "OnRecordModel", batch: dict[str, Tensor], tokens: Tensor
) -> dict[str, Tensor]:
    heads = model.mentions
    if not len(batch["mention_cue"]):
        zero = tokens.sum() * 0
        return dict.fromkeys(("code", "sector", "withheld", "unnamed", "insider", "links"), zero)
    elided = batch["mention_last"] < 0
    mean = _segment_mean(tokens, batch["mention_tokens"], batch["mention_of"], len(elided))
    last = tokens[batch["mention_last"].clamp(min=0)]
    mean = torch.where(elided[:, None], heads.elided, mean)
    last = torch.where(elided[:, None], heads.elided, last)
    mentions = torch.cat([mean, last, tokens[batch["mention_cue"]]], dim=1)
    code, sector, withheld, new, unnamed, insider = heads.classes(mentions)
    return {
        "code": _mean_entropy(code, batch["code"]),
        "sector": _weighted_entropy(sector, batch["sector"], SECTOR_WEIGHTS),
        "withheld": _binary_entropy(withheld, batch["withheld"], 4.0),
        "unnamed": _mean_entropy(unnamed, batch["unnamed"]),
        "insider": _binary_entropy(insider, batch["insider"]),
        "links": _link_loss(model, batch, tokens, mentions, new),
    }


def _link_loss(
    model: "OnRecordModel", batch: dict[str, Tensor], tokens: Tensor, mentions: Tensor, new: Tensor
) -> Tensor:
    """-log of the probability of any right candidate; of "new" where none is right."""
    heads = model.mentions
    owner, which = batch["pair_mention"], batch["pair_candidate"]
    names = torch.cat(
        [
            _segment_mean(tokens, batch["name_tokens"], batch["name_of"], len(batch["name_last"])),
            tokens[batch["name_last"]],
        ],
        dim=1,
    )
    pool = torch.cat([heads.name(names), heads.antecedent(mentions)])
    scores = heads.pair_scores(heads.anaphor(mentions)[owner], pool[which], batch["pair_features"])
    every = torch.cat([scores, new])
    index = torch.cat([owner, torch.arange(len(new), device=owner.device)])
    right = torch.cat([batch["pair_right"], ~_any(batch["pair_right"], owner, len(new))])
    denominator = _segment_logsumexp(every, index, len(new))
    numerator = _segment_logsumexp(every.masked_fill(~right, -1e4), index, len(new))
    linked = batch["linked"]
    return ((denominator - numerator) * linked).sum() / linked.sum().clamp(min=1)


def _mean_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Mean cross entropy over the targets that count; 0 where there are none."""
    loss = functional.cross_entropy(logits, target, ignore_index=IGNORED, reduction="sum")
    return loss / (target != IGNORED).sum().clamp(min=1)


def _weighted_entropy(logits: Tensor, target: Tensor, weights: Sequence[float]) -> Tensor:
    """Cross entropy over the targets that count, each weighed by its class."""
    weight = logits.new_tensor(weights)
    loss = functional.cross_entropy(
        logits, target, weight=weight, ignore_index=IGNORED, reduction="sum"
    )
    known = target != IGNORED
    return loss / weight[target.clamp(min=0)].mul(known).sum().clamp(min=1)


def _binary_entropy(logits: Tensor, target: Tensor, positive: float = 1.0) -> Tensor:
    """Binary cross entropy over the targets that count; `positive` weighs the true ones."""
    known = target != IGNORED
    loss = functional.binary_cross_entropy_with_logits(
        logits,
        target.clamp(min=0).float(),
        pos_weight=logits.new_tensor(positive),
        reduction="none",
    )
    return (loss * known).sum() / known.sum().clamp(min=1)


def _segment_mean(rows: Tensor, index: Tensor, segment: Tensor, n: int) -> Tensor:
    total = rows.new_zeros(n, rows.shape[1]).index_add(0, segment, rows[index])
    count = rows.new_zeros(n).index_add(0, segment, torch.ones_like(segment, dtype=rows.dtype))
    return total / count.clamp(min=1).unsqueeze(1)


def _segment_logsumexp(values: Tensor, segment: Tensor, n: int) -> Tensor:
    top = torch.full((n,), -1e4, device=values.device).scatter_reduce(
        0, segment, values.detach(), "amax"
    )
    summed = torch.zeros(n, device=values.device).index_add(
        0, segment, (values - top[segment]).exp()
    )
    return summed.clamp(min=1e-30).log() + top


def _any(flags: Tensor, segment: Tensor, n: int) -> Tensor:
    return torch.zeros(n, device=flags.device).index_add(0, segment, flags.float()) > 0
