"""The fuzz campaign: many made-up inputs over all readers, the segmenter, decoding and reports.

    tools/fuzz.py 100000                     as many inputs, spread over the targets
    tools/fuzz.py 5000 --target page         of one target
    tools/fuzz.py 1 --target page --seed 17  one input again
    tools/fuzz.py 0 --atheris page           coverage-guided, if Atheris is installed

An input is made from its target and number alone. What fails is told with both; the exit code is
then 1.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.fuzz.targets import TARGETS, input_of

#: Seconds after which an input counts as one that hangs.
SLOW = 20.0


def campaign(names: list[str], number: int, first: int) -> int:
    """Run `number` inputs over the targets in turn; how many failed."""
    failed: dict[str, int] = {}
    kinds: set[str] = set()
    started = time.monotonic()
    for n in range(number):
        name, seed = names[n % len(names)], first + n // len(names)
        data = input_of(name, seed)
        begun = time.process_time()
        try:
            TARGETS[name].check(data)
            took = time.process_time() - begun
            assert took < SLOW, f"took {took:.0f} s"
        except Exception as error:
            failed[name] = failed.get(name, 0) + 1
            frames = traceback.extract_tb(error.__traceback__)
            kind = f"{name}: {type(error).__name__} at {frames[-1].name}:{frames[-1].lineno}"
            if kind not in kinds:
                kinds.add(kind)
                print(f"--target '{name}' --seed {seed}: {kind}: {str(error)[:300]}", flush=True)
        if n and n % 5_000 == 0:
            print(f"{n:,} inputs, {sum(failed.values())} failed", flush=True)
    seconds = time.monotonic() - started
    total = sum(failed.values())
    print(f"{number:,} inputs over {len(names)} targets in {seconds:.0f} s: {total} failed")
    return total


def guided(name: str) -> None:
    """Let Atheris choose the bytes, by what of the code they reach."""
    try:
        import atheris
    except ImportError:
        sys.exit("Atheris isn't installed; 'pip install atheris' puts it into this environment.")
    atheris.instrument_all()
    atheris.Setup(sys.argv[:1], TARGETS[name].check)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("number", type=int, help="how many inputs")
    parser.add_argument("--target", choices=TARGETS, action="append", help="only this one")
    parser.add_argument("--seed", type=int, default=0, help="number of the first input")
    parser.add_argument("--atheris", choices=TARGETS, help="fuzz this target by coverage")
    given = parser.parse_args()
    if given.atheris:
        guided(given.atheris)
    sys.exit(bool(campaign(given.target or list(TARGETS), given.number, given.seed)))


if __name__ == "__main__":
    main()
