"""Predictions on disk, as the model makes them."""

from pathlib import Path

from onrecord.eval.runs.predictions import Prediction, read_predictions, write_predictions
from onrecord.models.tagger import Tagger

TEXT = "The pier will close in May, Mayor Nora Quill said.\n\nAides said it was unsafe.\n"


def test_what_the_model_finds_comes_back(tmp_path: Path) -> None:
    (found,) = Tagger.load().analyse([TEXT])
    assert found.word_labels is not None and len(found.word_labels.spans) > 10
    write_predictions([Prediction(id="pier", analysis=found)], tmp_path / "predictions.jsonl")
    read = read_predictions(tmp_path / "predictions.jsonl")["pier"]
    assert read.word_labels is not None
    assert list(read.word_labels.spans) == list(found.word_labels.spans)
    assert [a.content for a in read.attributions] == [a.content for a in found.attributions]
    assert read.sources == found.sources
