"""Check that only known tests were skipped: ``known_skips.py OUTPUT`` of ``pytest -rs``.

`KNOWN` lists what may be skipped, and where; any other skip fails.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
KNOWN: Final = ROOT / "tests" / "known_skips.txt"
_SKIPPED: Final = re.compile(r"^SKIPPED \[\d+\] (.*)$", re.MULTILINE)


def known() -> list[str]:
    """The words of the reasons that may be given on this machine."""
    rows = (line.partition(": ") for line in KNOWN.read_text(encoding="utf-8").splitlines())
    return [words for when, _, words in rows if words and _holds(when)]


def _holds(when: str) -> bool:
    first, *names = when.split()
    return first == "always" or (first == "without" and not any(map(_is_there, names)))


def _is_there(name: str) -> bool:
    return (ROOT / name).exists() if "/" in name else shutil.which(name) is not None


def unknown(output: str) -> list[str]:
    """The skips in pytest's `output` that none of the known reasons explains."""
    reasons = known()
    skipped: list[str] = _SKIPPED.findall(output)
    return [line for line in skipped if not any(words in line for words in reasons)]


def main() -> int:
    found = unknown(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for line in found:
        print(f"skipped, and not in {KNOWN.relative_to(ROOT)}: {line}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
