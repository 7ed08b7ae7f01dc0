"""Measure the shipped model and write its card: tools/model_card.py [--shared DIR] [-o RUNS].

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
from onrecord.eval.runs.run import run_evaluation

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


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "weights")
    parser.add_argument("-o", "--output", type=Path, help="keep the runs in this folder")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        runs = told.output or Path(scratch)
        records = {
            data.title: run_evaluation(
                [told.shared / path for path in data.paths],
                runs / folder,
                split=data.split,
                model=told.model,
            )
            for folder, data in RUNS.items()
        }
    introduction = (ROOT / "eval" / "templates" / "card.md").read_text()
    write_card(told.model, records, introduction, read_ceiling(ANNOTATORS))


if __name__ == "__main__":
    main()
