"""Write the README's table of figures from an evaluation run: ``figures.py RUN``.

``--check`` compares instead, and with ``--card`` a model card made again with the one in the
repository too; it fails where a figure no longer holds. Machines round differently, so a
figure may be off by `TOLERANCE`.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Final

from marked import ROOT, section, with_section

from onrecord.eval.runs.report.figure_names import HEADLINES, Named, figure, limits
from onrecord.eval.runs.run import read_record
from onrecord.eval.runs.types import Row, RunRecord

README: Final = ROOT / "README.md"
CARD: Final = ROOT / "models" / "weights" / "README.md"
#: For shares (.873); points, which have one decimal, may be off by a hundred times as much.
TOLERANCE: Final = 0.003
SHOWN: Final = (*HEADLINES, Named("balance.error", "Balance error, percentage points", points=True))
NUMBER: Final = re.compile(r"(?<![\w.])\d*\.\d+")


def table(record: RunRecord) -> str:
    """The table: a figure a line, the model first, then the references of the run."""
    names = ["OnRecord", "95 % interval", *(row.name for row in record.rows[1:])]
    lines = [["", *names], ["---"] * (len(names) + 1)]
    lines += [[named.title, *cells(record.rows, named)] for named in SHOWN]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cells(rows: list[Row], named: Named) -> list[str]:
    """One figure of all rows."""
    ours, *references = rows
    interval = limits(ours.intervals.get(named.figure), named)
    return [figure(ours, named), interval, *(figure(row, named) for row in references)]


def holds(stated: str, measured: str) -> bool:
    """Whether two tables say the same, figures within the tolerance."""
    if NUMBER.sub("0", stated) != NUMBER.sub("0", measured):
        return False
    pairs = zip(NUMBER.findall(stated), NUMBER.findall(measured), strict=True)
    return all(close(a, b) for a, b in pairs)


def close(stated: str, measured: str) -> bool:
    """Whether two printed figures are the same, or nearly."""
    decimals = len(stated.partition(".")[2])
    allowed = TOLERANCE * (100 if decimals == 1 else 1)
    return abs(float(stated) - float(measured)) <= allowed + 1e-9


def main() -> int:
    """Write the table, or compare it and the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--card", type=Path)
    parser.add_argument("--check", action="store_true")
    told = parser.parse_args()
    measured = table(read_record(told.run))
    page = README.read_text(encoding="utf-8")
    if not told.check:
        README.write_text(with_section(page, "figures", measured), encoding="utf-8")
        return 0
    stated = {"README.md": (section(page, "figures").strip(), measured)}
    if told.card is not None:
        cards = (CARD.read_text(encoding="utf-8"), told.card.read_text(encoding="utf-8"))
        stated["The model card"] = cards
    wrong = [name for name, (there, now) in stated.items() if not holds(there, now)]
    for name in wrong:
        print(f"{name} states figures that no longer hold; now:", file=sys.stderr)
        print(stated[name][1], file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
