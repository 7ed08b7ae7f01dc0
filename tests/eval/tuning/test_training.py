"""What `onrecord train` is told, and calibration that is refitted."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from onrecord.eval.gold import load_gold
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.matching import Pair
from onrecord.eval.metrics.judged_answers import judged_claims
from onrecord.eval.metrics.reliability import Calibration as Reliability
from onrecord.eval.tuning.calibrating import fit_calibration
from onrecord.eval.tuning.training import calibrate, how_to_train
from onrecord.models.labels import LABELS
from onrecord.models.scaling import Scaling
from onrecord.models.sources.calibration import Calibration
from onrecord.models.tagger import Tagger, shipped_weights
from onrecord.models.training.recipe import MPNET, SHIPPED
from onrecord.models.training.split import part_of

pytestmark = pytest.mark.slow


def test_the_recipe_is_followed_unless_one_run_is_told() -> None:
    not_told = {"epochs": None, "masking": None, "capacity": None}
    assert how_to_train({"seed": None, "threads": None}, not_told) == SHIPPED
    assert how_to_train({"seed": 5}, not_told) == SHIPPED.told(seed=5)
    first = SHIPPED.runs[0].settings
    one = how_to_train({"seed": 5, "threads": None}, {**not_told, "epochs": 2.0})
    assert one == msgspec.structs.replace(first, seed=5, epochs=2.0)
    assert how_to_train({}, {**not_told, "masking": 0.0}) == first
    wider = how_to_train({}, {**not_told, "capacity": 96}, MPNET)
    assert wider == msgspec.structs.replace(MPNET.runs[0].settings, capacity=96)


def test_calibration_is_fitted_to_its_half_of_the_held_out(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(shipped_weights(), folder)
    before = json.loads((folder / "config.json").read_text())
    articles = load_gold(shared / "bbc" / "train.jsonl").articles
    held_out = [a for a in articles if part_of(a.id) == "calibrate"]
    fitted_to: list[list[GoldArticle]] = []

    def fit(tagger: Tagger, kept_back: list[GoldArticle]) -> Calibration:
        fitted_to.append(kept_back)
        # The articles are read twice; the network need not run again.
        return fit_calibration(tagger.remembering(64_000_000), kept_back)

    monkeypatch.setattr("onrecord.eval.tuning.training.fit_calibration", fit)
    calibrate(folder, articles)
    assert fitted_to == [held_out]
    after = json.loads((folder / "config.json").read_text())
    assert after["calibration"] != before["calibration"]
    assert {**after, "calibration": None} == {**before, "calibration": None}
    fitted = Tagger.load(folder).remembering(64_000_000)
    # As sure as a network that overfits.
    oversure = Calibration(claims={label: Scaling(temperature=0.2) for label in LABELS})
    assert gap(fitted, held_out) < 0.5 * gap(fitted.calibrated(oversure), held_out)


def gap(tagger: Tagger, articles: Sequence[GoldArticle]) -> float:
    """How far the confidence of claims is from how often they are right, on average."""
    analyses = tagger.analyse([a.text for a in articles])
    pairs = [Pair(*one) for one in zip(articles, analyses, strict=True)]
    found = Reliability([judged_claims(pair) for pair in pairs]).figures().ece
    assert found is not None
    return found
