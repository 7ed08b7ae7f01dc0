"""From relations to attributions, on the check texts and the shipped weights."""

import pytest

from onrecord.models.export.label_check import check_texts
from onrecord.models.sources import build
from onrecord.models.tagger import Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def test_only_attributions_to_nobody_are_left_out_for_doubt(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = check_texts()
    monkeypatch.setattr(build, "_DOUBTFUL", 0.0)
    every = tagger.analyse(texts)
    monkeypatch.setattr(build, "_DOUBTFUL", 1.1)
    sourced = tagger.analyse(texts)
    for one, other in zip(every, sourced, strict=True):
        assert other.attributions == [a for a in one.attributions if a.source_id is not None]
        assert other.sources == one.sources
    assert any(a.source_id is None for one in every for a in one.attributions)


def test_the_papers_own_voice_is_no_attribution(tagger: Tagger) -> None:
    codes = {a.code for found in tagger.analyse(check_texts()) for a in found.attributions}
    assert {"P", "X", "N"} <= codes
    assert "A" not in codes
