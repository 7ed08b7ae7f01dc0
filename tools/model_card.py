"""Measure the shipped model and write its card: tools/model_card.py [--shared DIR] [-o RUNS].

Runs `onrecord.eval.runs.run` on the development articles of PolNeAR, BBC and Wikinews, and writes
models/weights/README.md and models/weights/figures.json from what came out.
"""

import argparse
import tempfile
from pathlib import Path

from onrecord.eval.runs.report.card import write_card
from onrecord.eval.runs.run import run_evaluation

ROOT = Path(__file__).resolve().parents[1]
DATA = {
    "PolNeAR dev": "polnear/dev.jsonl.gz",
    "BBC dev": "bbc/dev.jsonl",
    "Wikinews dev": "wikinews/dev.jsonl",
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
            title: run_evaluation(
                told.shared / path, runs / title.lower().replace(" ", "-"), model=told.model
            )
            for title, path in DATA.items()
        }
    introduction = (ROOT / "eval" / "templates" / "card.md").read_text()
    write_card(told.model, records, introduction)


if __name__ == "__main__":
    main()
