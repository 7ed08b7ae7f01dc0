"""From relations to attributions, on the check texts and the shipped weights."""

import msgspec
import pytest

from onrecord.models.config import SourceConfig
from onrecord.models.export.label_check import check_texts
from onrecord.models.tagger import Tagger

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def test_only_attributions_to_nobody_are_left_out_for_doubt(tagger: Tagger) -> None:
    texts = check_texts()
    every, sourced = (
        tagger.with_decoding(
            msgspec.structs.replace(tagger.decoding, sources=SourceConfig(doubtful=doubtful))
        ).analyse(texts)
        for doubtful in (0.0, 1.0)
    )
    for one, other in zip(every, sourced, strict=True):
        assert other.attributions == [a for a in one.attributions if a.source_id is not None]
        assert other.sources == one.sources
    assert any(a.source_id is None for one in every for a in one.attributions)


def test_the_papers_own_voice_is_no_attribution(tagger: Tagger) -> None:
    codes = {a.code for found in tagger.analyse(check_texts()) for a in found.attributions}
    assert {"P", "X", "N"} <= codes
    assert "A" not in codes
