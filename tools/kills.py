"""Kill batches at random moments: tools/kills.py 200 [SEED].

Each run must end in the same bytes as one that nothing happened to; else the exit code is 1.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.kills import kill_runs


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        same = list(kill_runs(Path(folder), kills, seed))
    print(f"{kills} kills of {len(same)} runs: {len(same) - sum(same)} ended in other bytes")
    sys.exit(not all(same))


if __name__ == "__main__":
    main()
