"""The tagger with the weights that ship."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save

from onrecord.models.errors import OnRecordError
from onrecord.models.genre_words import GENRE_WORDS
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.sources.sector_words import SECTOR_WORDS
from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.text.words import word_spans
from onrecord.models.types import Analysis, Span
from onrecord.models.weight_files import weight_files
from tests.models.miniature import TEXT
from tests.models.model_copy import model_copy


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture(scope="module")
def analysis(tagger: Tagger) -> Analysis:
    return tagger.analyse([TEXT])[0]


def _words(text: str, spans: list[Span]) -> str:
    return " ".join(text[s:e] for s, e in spans)


def test_a_quotation_is_found_with_its_speaker(analysis: Analysis) -> None:
    said = next(a for a in analysis.attributions if "We need the survey" in _words(TEXT, a.content))
    assert _words(TEXT, said.source) == "she"
    assert "in writing" in _words(TEXT, said.content)
    assert (said.style, said.kind, said.label) == ("direct", "speech", "named")
    source = next(s for s in analysis.sources if s.id == said.source_id)
    assert source.name == "Marta Quill"
    assert source.type == "person"


def test_a_withheld_name_is_confidential(analysis: Analysis) -> None:
    source = next(s for s in analysis.sources if s.name.lower().startswith("two officials"))
    assert (source.label, source.type, source.count) == ("anonymous", "confidential", 2)
    assert source.grant is not None
    assert "not to be named" in TEXT[slice(*source.grant.span)]


def test_what_nobody_said_is_in_no_content(analysis: Analysis) -> None:
    assert "since 1921" not in "".join(_words(TEXT, a.content) for a in analysis.attributions)


def test_a_batch_gives_what_each_text_gives_alone(tagger: Tagger) -> None:
    other = "Rain is likely, the national forecaster said. “Take a coat,” it added."
    together = tagger.analyse([TEXT, other, TEXT])
    assert together[0] == together[2]
    for one, alone in zip(together, (TEXT, other), strict=False):
        assert _rounded(one) == _rounded(tagger.analyse([alone])[0])


def _rounded(analysis: Analysis) -> list[tuple[object, ...]]:
    return [(a.source, a.cue, a.content, a.code, a.source_id) for a in analysis.attributions]


def test_a_folder_without_a_model_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OnRecordError, match=r"config\.json is missing"):
        Tagger.load(tmp_path)


def test_an_unknown_runtime_is_named() -> None:
    with pytest.raises(OnRecordError, match="no runtime 'abacus'"):
        Tagger.load(runtime="abacus")


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["Mr. Lowe", "said", "that", "it rained", ".", "\n\n", "“", "”", '"', "he", "told",
                 "officials", "the BBC", "--", "''", "\u00a0", "\u200b", "\r\n", "😀", "reportedly"]
            ),
            st.text(max_size=6),
        ),
        max_size=60,
    ).map(" ".join)
)  # fmt: skip
def test_any_text_gives_well_formed_answers(tagger: Tagger, text: str) -> None:
    analysis = tagger.analyse([text])[0]
    ids = {s.id for s in analysis.sources}
    for a in analysis.attributions:
        for spans in (a.source, a.cue, a.content):
            assert all(0 <= s < e <= len(text) for s, e in spans)
            assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
        assert a.content
        assert (a.source_id is None) == (a.code in ("N", "A"))
        assert a.source_id is None or a.source_id in ids
        assert 0 <= a.confidence <= 1
    assert analysis.word_labels is not None
    assert analysis.word_labels.spans == word_spans(text)
    assert all(
        n >= 0 and x >= 0 and n + x <= 1.0001
        for n, x in zip(analysis.word_labels.named, analysis.word_labels.anonymous, strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize("runtime", ["onnx", "torch", None])
@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "foreign"])
def test_damaged_weights_are_one_plain_sentence(
    damage: str, runtime: str | None, tmp_path: Path
) -> None:
    weights = weight_files(model_copy(tmp_path))[-1]
    whole = weights.read_bytes()
    foreign = save({"weight": np.zeros(3, dtype=np.float32)})
    damaged = {"cut": whole[:-1000], "noise": b"\xff" * 5000, "empty": b"", "foreign": foreign}
    weights.write_bytes(damaged[damage])
    with pytest.raises(OnRecordError, match=r"\.safetensors is damaged .* 'onrecord train'"):
        Tagger.load(tmp_path, runtime)


@pytest.mark.slow
def test_the_signature_pins_what_runs(tmp_path: Path) -> None:
    model_copy(tmp_path, links=True)
    shipped = Tagger.load(runtime="onnx").signature
    # Without these files sectors and genres are others.
    for name in (SECTOR_WORDS, GENRE_WORDS):
        assert Tagger.load(tmp_path, "onnx").signature != shipped
        (tmp_path / name).symlink_to(shipped_weights() / name)
    assert Tagger.load(tmp_path, "onnx").signature == shipped
    with_torch = Tagger.load(tmp_path, "torch").signature
    other = (tmp_path / GRAPH).read_bytes() + b"\x00"
    (tmp_path / GRAPH).unlink()
    (tmp_path / GRAPH).write_bytes(other)
    tagger = Tagger.load(runtime="onnx")
    tagger._folder = tmp_path
    assert tagger.signature != shipped
    assert Tagger.load(tmp_path, "torch").signature == with_torch
