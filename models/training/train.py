"""Training a tagger from gold examples."""

import json
import logging
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import torch
from datasets import Dataset
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import Trainer, TrainerCallback, TrainingArguments, get_wsd_schedule, set_seed

from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.subwords import Subwords
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.training.averaging import AveragedWeights
from onrecord.models.training.checkpoints import AVERAGE, begin
from onrecord.models.training.collation import TrainingCollator
from onrecord.models.training.examples import Example
from onrecord.models.training.losses import losses, total
from onrecord.models.training.masking import MaskedWords
from onrecord.models.training.start.backbones import backbone_folder, new_model
from onrecord.models.training.start.narrowing import fit_narrowing
from onrecord.models.training.start.wider import Wider, freeze
from onrecord.models.weight_files import INDEX, WEIGHTS

#: How large a file of weights may become.
_SHARD: Final = "94MB"
#: What a run may be told otherwise when it is taken up again.
_FREE: Final = frozenset({"epochs", "threads", "save_steps", "release"})
logger = logging.getLogger(__name__)

#: Called after each epoch with a folder that holds the averaged weights; gives figures to log.
Evaluate = Callable[[Path], dict[str, float]]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a training run can be told.

    `masking` is the share of the subwords that are hidden and to be guessed, `capacity` the
    longest window in subwords. `seed` fixes the first weights, `order` the order of the articles
    and where they are cut (None: as `seed` says). A checkpoint is written, and the averaged
    weights measured, every `save_steps` steps. After the warm-up, rates stay as they are, and
    fall to 0 in a line over the last share `falling` of the steps. `wider` gives a model another
    encoder than it had.
    """

    epochs: float = 8.0
    batch_articles: int = 4
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    falling: float = 1.0
    weight_decay: float = 0.01
    average: float = 0.998
    masking: float = 0.0
    capacity: int = 318
    seed: int = 13
    order: int | None = None
    save_steps: int = 250
    release: str = "1"
    threads: int | None = None
    wider: Wider | None = None

    @property
    def reading_seed(self) -> int:
        """What fixes the order of the articles and their cuts."""
        return self.seed if self.order is None else self.order


def train(
    examples: Sequence[Example],
    output: Path,
    *,
    settings: Settings | None = None,
    evaluate: Evaluate | None = None,
    backbone: Path | None = None,
    resume: bool = True,
) -> OnRecordModel:
    """Train on `examples`; checkpoints and log go to `output`, the weights to ``output/model``.

    A run that was interrupted goes on from its last checkpoint when called again with the
    same `output`. The saved weights are an exponential moving average of those trained.

    Raises:
        OnRecordError: the encoder to start from is missing.
    """
    settings = settings or Settings()
    set_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    backbone = backbone or backbone_folder()
    model = new_model(backbone, settings.release, settings.capacity, settings.wider)
    tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))
    subwords = Subwords(tokenizer)
    last = begin(output, settings, _FREE, resume=resume)
    frozen = freeze(model, settings.wider) if settings.wider else []
    if settings.wider and last is None:
        collator = TrainingCollator(subwords, settings.capacity, settings.reading_seed)
        some = examples[:: max(1, -(-len(examples) // settings.wider.fitted_on))]
        batches = (collator([example]) for example in some)
        fit_narrowing(model, new_model(backbone, settings.release, settings.capacity), batches)
    averaged = AveragedWeights(model, settings.average)
    trainer = _Trainer(
        model=_Learner(model, guessing=settings.masking > 0, frozen=frozen),
        args=_arguments(output, settings),
        train_dataset=Dataset.from_dict({"example": [msgspec.json.encode(e) for e in examples]}),
        data_collator=_Decoding(
            TrainingCollator(
                subwords, model.config.capacity, settings.reading_seed, settings.masking
            )
        ),
        callbacks=[_Averaging(model, averaged, subwords, output, evaluate)],
    )
    trainer.settings = settings
    trainer.train(resume_from_checkpoint=str(last) if last else None)
    averaged.copy_to(model)
    save(model, subwords, output / "model")
    return model


def _bfloat16_pays() -> bool:
    """Whether the GPU or the processor multiplies in bfloat16; others take longer with it."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    able: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return any(able.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16"))


def save(model: OnRecordModel, subwords: Subwords, folder: Path) -> None:
    """Write weights (safetensors, half precision), settings and tokenizer into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    # What is left of other weights would be read before these.
    for name in (WEIGHTS, INDEX, GRAPH):
        (folder / name).unlink(missing_ok=True)
    half = {k: v.detach().to(torch.float16).contiguous() for k, v in model.state_dict().items()}
    model.save_pretrained(folder, state_dict=half, max_shard_size=_SHARD)
    subwords.save(folder)


def evaluate_and_tell(evaluate: Evaluate, folder: Path, what: str) -> None:
    """Print and log the figures of the weights in `folder`."""
    figures = evaluate(folder)
    logger.info("%s: %s", what, figures)
    print(f"{what}:", json.dumps(figures), flush=True)


def _arguments(output: Path, settings: Settings) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(output),
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=settings.batch_articles,
        learning_rate=settings.encoder_rate,
        warmup_steps=settings.warmup,
        weight_decay=settings.weight_decay,
        max_grad_norm=1.0,
        bf16=_bfloat16_pays(),
        use_cpu=not torch.cuda.is_available(),
        optim="adamw_torch_fused",
        seed=settings.seed,
        data_seed=settings.reading_seed,
        save_strategy="steps",
        save_steps=settings.save_steps,
        save_total_limit=2,
        logging_steps=20,
        report_to=[],
        remove_unused_columns=False,
        dataloader_num_workers=0,
        dataloader_pin_memory=False,
    )


class _Decoding:
    """Turns rows of the data set back into examples for the collator."""

    def __init__(self, collator: TrainingCollator) -> None:
        self.collator = collator

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        return self.collator([msgspec.json.decode(r["example"], type=Example) for r in rows])


class _Learner(nn.Module):
    """The network and what is needed beside it for learning only."""

    def __init__(
        self, network: OnRecordModel, *, guessing: bool, frozen: Sequence[nn.Module] = ()
    ) -> None:
        super().__init__()
        self.network = network
        self._frozen = tuple(frozen)
        encoder = network.encoder.config
        width = network.config.width or encoder.hidden_size
        self.words = (
            MaskedWords(width, encoder.vocab_size, encoder.hidden_size) if guessing else None
        )

    def train(self, mode: bool = True) -> "_Learner":
        super().train(mode)
        for part in self._frozen:
            # What isn't trained runs without dropout.
            part.train(False)
        return self

    def forward(self, **batch: Tensor) -> dict[str, Tensor]:
        return losses(self.network, batch, self.words)


class _Trainer(Trainer):
    """The Trainer with our objective and one learning rate for encoder, one for heads."""

    settings: Settings

    def compute_loss(
        self,
        model: nn.Module,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,
        num_items_in_batch: Tensor | int | None = None,
    ) -> Any:
        parts = model(**inputs)
        if self.state.global_step % 50 == 0:
            self.log({f"loss_{k}": round(float(v.detach()), 4) for k, v in parts.items()})
        loss = total(parts)
        return (loss, parts) if return_outputs else loss

    def create_scheduler(
        self, num_training_steps: int, optimizer: torch.optim.Optimizer | None = None
    ) -> torch.optim.lr_scheduler.LRScheduler:
        if self.lr_scheduler is None:
            warming = self.args.get_warmup_steps(num_training_steps)
            falling = math.ceil(self.settings.falling * num_training_steps)
            chosen = optimizer or self.optimizer
            assert chosen is not None
            self.lr_scheduler = get_wsd_schedule(
                chosen,
                num_warmup_steps=warming,
                num_decay_steps=min(falling, num_training_steps - warming),
                num_training_steps=num_training_steps,
                decay_type="linear",
            )
        return self.lr_scheduler

    def create_optimizer(self, model: nn.Module | None = None) -> torch.optim.Optimizer:
        if self.optimizer is None:
            s = self.settings
            groups: dict[tuple[float, float], list[nn.Parameter]] = {}
            for name, parameter in (model or self.model).named_parameters():  # type: ignore[union-attr]
                if not parameter.requires_grad:
                    continue
                rate = s.encoder_rate if name.startswith("network.encoder.") else s.head_rate
                decay = s.weight_decay if parameter.ndim > 1 else 0.0
                groups.setdefault((rate, decay), []).append(parameter)
            self.optimizer = torch.optim.AdamW(
                [{"params": p, "lr": lr, "weight_decay": wd} for (lr, wd), p in groups.items()],
                betas=(0.9, 0.98),
                fused=True,
            )
        return self.optimizer


class _Averaging(TrainerCallback):
    """Keeps the running average of the weights, saves it at checkpoints, has it evaluated."""

    def __init__(
        self,
        network: OnRecordModel,
        averaged: AveragedWeights,
        subwords: Subwords,
        output: Path,
        evaluate: Evaluate | None,
    ) -> None:
        self.network, self.averaged, self.subwords = network, averaged, subwords
        self.output, self.evaluate = output, evaluate

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step:
            folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
            self.averaged.load(folder / AVERAGE)
        # The trainer may have moved the network to another device.
        self.averaged.move_to(self.network)

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        self.averaged.update(self.network, state.global_step)

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
        self.averaged.save(folder / AVERAGE)
        with self.averaged.swapped_in(self.network):
            save(self.network, self.subwords, self.output / "epoch")
        if self.evaluate:
            evaluate_and_tell(self.evaluate, self.output / "epoch", f"pass {state.epoch:.2f}")
