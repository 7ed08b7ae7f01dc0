"""Measure the shipped model and write its card: tools/model_card.py [--shared DIR] [-o RUNS].

``--from RUNS`` writes the card of runs that an earlier ``-o RUNS`` has kept, without measuring.

Runs `onrecord.eval.runs.run` on the development articles (news, PolNeAR and BBC together and
each; Wikinews) and on those articles of the training data that nothing is trained on, and
writes models/weights/README.md and models/weights/figures.json from what came out.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from onrecord.eval.gold.loading.splits import Split
from onrecord.eval.runs.report.card import write_card
from onrecord.eval.runs.report.ceiling import read_ceiling
from onrecord.eval.runs.run import read_record, run_evaluation
from onrecord.eval.runs.types import RunRecord

ROOT = Path(__file__).resolve().parents[1]
ANNOTATORS: Final = ROOT / "tools" / "annotators.toml"
TRAINING: Final = ("news/train.jsonl", "polnear/train.jsonl.gz", "bbc/train.jsonl")


class Data(NamedTuple):
    """What a run is over, and what the card calls it."""

    title: str
    paths: tuple[str, ...]
    split: Split = "dev"


#: The runs by the names of their folders.
RUNS: Final = {
    "dev": Data(
        "news, PolNeAR and BBC dev", ("news/dev.jsonl", "polnear/dev.jsonl.gz", "bbc/dev.jsonl")
    ),
    "wikinews": Data("Wikinews dev", ("wikinews/dev.jsonl",)),
    "held-out": Data("held-out tenth of the training data", TRAINING, "held-out-tenth"),
}


def measure(shared: Path, model: Path, runs: Path) -> dict[str, RunRecord]:
    """The records of all runs by title; their folders lie in `runs`."""
    return {
        data.title: run_evaluation(
            [shared / path for path in data.paths], runs / folder, split=data.split, model=model
        )
        for folder, data in RUNS.items()
    }


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "weights")
    parser.add_argument("-o", "--output", type=Path, help="keep the runs in this folder")
    parser.add_argument("--from", dest="made", type=Path, help="take the runs of this folder")
    told = parser.parse_args()
    if told.made:
        records = {data.title: read_record(told.made / folder) for folder, data in RUNS.items()}
    else:
        with tempfile.TemporaryDirectory() as scratch:
            records = measure(told.shared, told.model, told.output or Path(scratch))
    introduction = (ROOT / "eval" / "templates" / "card.md").read_text()
    write_card(told.model, records, introduction, read_ceiling(ANNOTATORS))


if __name__ == "__main__":
    main()
