"""The entry point of this package: text in, attributions and linked sources out."""

import hashlib
from collections.abc import Sequence
from copy import copy
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Protocol

import msgspec
import numpy as np

from onrecord.models.config import DecodingConfig
from onrecord.models.decoding.decode import decode
from onrecord.models.decoding.grant_mask import outside_grants
from onrecord.models.decoding.hearsay_nouns import nobodys
from onrecord.models.decoding.relations import Decoded
from onrecord.models.forms.find_forms import find_forms
from onrecord.models.forms.reread import reread
from onrecord.models.forms.spoken import tokens_needed, with_turns
from onrecord.models.genre_words import GENRE_WORDS, GenreWords
from onrecord.models.grants.find import find_grants
from onrecord.models.heap import give_back
from onrecord.models.linking.find_names import find_names
from onrecord.models.linking.link import Linked, link
from onrecord.models.network.heads import Parameters
from onrecord.models.network.mention_features import NameSpan
from onrecord.models.network.outputs import MentionScores, TokenScores
from onrecord.models.network.subwords import Encoded, Subwords
from onrecord.models.network.tags import NameKind
from onrecord.models.parts import Parts
from onrecord.models.runtimes.choose import load_runtime
from onrecord.models.runtimes.model_folder import GRAPH, check_folder, model_files
from onrecord.models.runtimes.model_settings import ModelSettings
from onrecord.models.runtimes.remembering import RememberingRuntime
from onrecord.models.runtimes.scores import Dividing, Reader, Runtime
from onrecord.models.runtimes.threads import one_blas_thread
from onrecord.models.sources.build import build
from onrecord.models.sources.calibration import Calibration
from onrecord.models.sources.sector_words import SECTOR_WORDS, SectorWords
from onrecord.models.text.tokens import QuoteState
from onrecord.models.text.view import TextView
from onrecord.models.types import Analysis, Grant, WordLabels


class Stages(Protocol):
    """Called with the name of each stage of an audit as it begins, for timing."""

    def __call__(self, stage: str) -> None:
        """`stage` begins; what went on before it is over."""
        ...


class Tagger:
    """Finds attributions and links their sources, with a trained network.

    `name`, `version` and `runtime` say what runs; `signature` pins weights and settings:
    the same signature on the same machine gives the same answers. `network_seconds` adds up
    the time that the network has taken. `genre_words` tells genres by the wording of an article
    (None: the folder has none). `stages`, if set, is called with the stage that begins.
    """

    name = "onrecord"

    def __init__(
        self,
        folder: Path,
        runtime: Runtime,
        parameters: Parameters | None = None,
        settings: ModelSettings | None = None,
    ) -> None:
        """Take the folder of a model, what runs it, its small heads and settings (None: read them).

        Raises:
            OnRecordError: heads or settings are damaged.
        """
        settings = ModelSettings.load(folder) if settings is None else settings
        self.version = settings.release
        self._folder, self._runtime = folder, runtime
        self._subwords = Subwords.load(folder, settings.encoder.vocab_size)
        special = tuple(self._subwords.id_of(t) for t in ("[CLS]", "[SEP]", "[PAD]"))
        self._reader = Reader(runtime, special, settings.capacity, settings.margin)  # type: ignore[arg-type]
        self._parameters = Parameters.load(folder) if parameters is None else parameters
        self._sector_words = SectorWords.load(folder)
        self.genre_words = GenreWords.load(folder)
        self._calibration, self._settings = settings.calibration, settings
        self.decoding = settings.decoding
        self.network_seconds = 0.0
        self.stages: Stages | None = None

    @classmethod
    def load(cls, path: str | Path | None = None, runtime: str | None = None) -> "Tagger":
        """The tagger in folder `path`, or the one that ships with the package.

        `runtime` is ``onnx``, ``torch`` or None to choose by what is there.

        Raises:
            OnRecordError: the folder holds no model, or the runtime can't run it.
        """
        folder = Path(path) if path is not None else shipped_weights()
        check_folder(folder)
        # Before the runtime, which words it in its own way where a file is damaged.
        settings, parameters = ModelSettings.load(folder), Parameters.load(folder)
        return cls(folder, load_runtime(folder, runtime), parameters, settings)

    def with_decoding(self, decoding: DecodingConfig) -> "Tagger":
        """The same tagger with other thresholds, and so with another signature."""
        other = copy(self)
        other.decoding = decoding
        other.__dict__.pop("signature", None)
        return other

    def calibrated(self, calibration: Calibration) -> "Tagger":
        """The same tagger with other scalings of its confidences."""
        other = copy(self)
        other._calibration = calibration
        return other

    def remembering(self, most_bytes: int) -> "Tagger":
        """The same tagger, which runs the network only on windows that it hasn't seen lately.

        For texts that are read again after an edit; its answers are the same. So many bytes are
        kept of what the network gave.
        """
        if not self._runtime.runs_alone:
            return self
        runtime = self._runtime
        if isinstance(runtime, Dividing):
            # After an edit there is mostly one window to run.
            runtime = runtime.dividing()
        other = copy(self)
        other._runtime = RememberingRuntime(runtime, most_bytes)
        other._reader = Reader(
            other._runtime, self._reader.special, self._reader.capacity, self._reader.margin
        )
        return other

    @property
    def runtime(self) -> str:
        """Name of the runtime in use."""
        return self._runtime.name

    @cached_property
    def signature(self) -> str:
        """First 16 hexadecimal digits of the SHA-256 of weights, settings and runtime."""
        digest = hashlib.sha256(self.runtime.encode())
        # The graph was made from the weights, but not by itself: how depends on texts, too.
        for name in (*model_files(self._folder), *([GRAPH] if self.runtime == "onnx" else [])):
            digest.update((self._folder / name).read_bytes())
        if self._sector_words is not None:
            digest.update((self._folder / SECTOR_WORDS).read_bytes())
        if self.genre_words is not None:
            digest.update((self._folder / GENRE_WORDS).read_bytes())
        if self.decoding != self._settings.decoding:
            digest.update(msgspec.json.encode(self.decoding))
        return digest.hexdigest()[:16]

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """Attributions, grants and sources of each text; its windows share batches."""
        return self.analyse_views([TextView(text) for text in texts])

    def analyse_views(self, views: Sequence[TextView]) -> list[Analysis]:
        """`analyse` of texts that others look at, too."""
        self._begin("subwords")
        encoded = [self._subwords.encode(view.tokens) for view in views]
        self._begin("network")
        start = perf_counter()
        scores = iter(self._reader.read([one for one in encoded if not self._is_long(one)]))
        self.network_seconds += perf_counter() - start
        return [
            self._analyse_long(view, article)
            if self._is_long(article)
            else self._analyse(view, article, next(scores))
            for view, article in zip(views, encoded, strict=True)
        ]

    def names(self, texts: Sequence[str]) -> list[list[tuple[int, int, NameKind]]]:
        """Every name in each text: start and end (half-open), and its kind."""
        encoded = [self._subwords.encode(TextView(text).tokens) for text in texts]
        found = []
        for article, scores in zip(encoded, self._reader.read(encoded), strict=True):
            spans = article.tokens.spans
            names = find_names(article.tokens, scores) if len(article.tokens) else []
            found.append([(spans[n.start][0], spans[n.end - 1][1], n.kind) for n in names])
        return found

    def _analyse(self, view: TextView, article: Encoded, scores: TokenScores) -> Analysis:
        if not len(article.tokens):
            nothing = WordLabels(spans=[], named=[], anonymous=[])
            return Analysis(attributions=[], sources=[], grants=[], word_labels=nothing)
        with one_blas_thread():
            self._begin("grants")
            grants = find_grants(view, self.decoding.grants)
            self._begin("decoding")
            paragraphs = np.asarray(article.tokens.paragraph, dtype=np.int64)
            quoted = np.asarray(article.tokens.quote, dtype=np.int64) != QuoteState.OUTSIDE
            decoded = decode(scores, self._parameters, paragraphs, quoted, self.decoding)
            names = find_names(article.tokens, scores)
            decoded = reread(decoded, article.tokens, names, self.decoding.spans)
            decoded = outside_grants(decoded, [g.span for g in grants], article.tokens)
            return self._built(view, *self._linked(view, decoded, scores, names), grants)

    def _analyse_long(self, view: TextView, article: Encoded) -> Analysis:
        """As `_analyse`, with the scores of one part at a time."""
        self._begin("grants")
        grants = find_grants(view, self.decoding.grants)
        spans = [grant.span for grant in grants]
        forms = find_forms(view, self.decoding.forms)
        needed = tokens_needed(forms, article.tokens)
        found = Parts(article.tokens, spans, self._parameters, self.decoding, needed)
        parts = self._reader.parts(article, self.decoding.part)
        while True:
            self._begin("network")
            start = perf_counter()
            part = next(parts, None)
            self.network_seconds += perf_counter() - start
            self._begin("decoding")
            with one_blas_thread():
                if part is not None:
                    found.add(*part)
                    continue
                decoded, scores = found.whole()
                shown, linked = self._linked(view, decoded, scores)
                del found, scores
                give_back()
                return self._built(view, shown, linked, grants)

    def _linked(
        self,
        view: TextView,
        decoded: Decoded,
        scores: TokenScores | MentionScores,
        names: list[NameSpan] | None = None,
    ) -> tuple[Decoded, Linked]:
        """What is shown of what was decoded, and who says it; `names` as `link` takes them."""
        self._begin("linking")
        decoded = nobodys(decoded, view.tokens.words)
        forms = find_forms(view, self.decoding.forms)
        spoken = with_turns(decoded, forms, view, scores, self.decoding.forms)
        linked = link(
            spoken.linked_by,
            view.tokens,
            scores,
            self._parameters,
            self.decoding.linking,
            names if spoken.names is None else spoken.names,
        )
        spoken.gather(linked)
        return spoken.shown, linked

    def _built(
        self, view: TextView, shown: Decoded, linked: Linked, grants: list[Grant]
    ) -> Analysis:
        self._begin("sources")
        return build(
            view, shown, linked, grants, self._calibration, self.decoding, self._sector_words
        )

    def _is_long(self, article: Encoded) -> bool:
        return len(article.tokens) > self.decoding.part

    def _begin(self, stage: str) -> None:
        if self.stages is not None:
            self.stages(stage)


def shipped_weights() -> Path:
    """Folder of the weights that ship with the package."""
    return Path(str(files("onrecord.models") / "weights"))
