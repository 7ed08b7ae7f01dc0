"""Fail unless a wheel holds every tracked file of the packages: ``check_wheel.py WHEEL``."""

import subprocess
import sys
import zipfile

from marked import ROOT

FLOORS = ("models", "audit", "eval", "desk", "cli")
#: What the desk's page is built from; the page itself is in the wheel.
SOURCES = "desk/frontend/"


def main() -> int:
    """Compare the wheel's names with the repository's."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *FLOORS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in listed.stdout.split("\0") if name]
    wanted = {f"onrecord/{name}" for name in names if not name.startswith(SOURCES)}
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        there = {name for name in wheel.namelist() if name.startswith("onrecord/")}
    for name in sorted(wanted - there):
        print(f"not in the wheel: {name} (add its ending to package-data)", file=sys.stderr)
    for name in sorted(there - wanted):
        print(f"in the wheel, not in the repository: {name}", file=sys.stderr)
    return int(wanted != there)


if __name__ == "__main__":
    sys.exit(main())
