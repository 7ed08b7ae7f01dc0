"""Refit the calibration of the shipped model: tools/calibrate.py [--shared DIR] [--model MODEL].

Needed after a change of decoding, linking or weights; `onrecord train` does it by itself. The
articles are those of the training data that nothing is trained on.
"""

import argparse
from pathlib import Path

from onrecord.eval.gold import load_gold
from onrecord.eval.tuning.training import calibrate

ROOT = Path(__file__).resolve().parents[1]
DATA = ("news/train.jsonl", "polnear/train.jsonl.gz", "bbc/train.jsonl")


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "weights")
    told = parser.parse_args()
    calibrate(told.model, [a for path in DATA for a in load_gold(told.shared / path).articles])


if __name__ == "__main__":
    main()
