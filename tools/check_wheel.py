"""Fail unless a wheel holds every tracked file of the packages: ``check_wheel.py WHEEL``."""

import subprocess
import sys
import zipfile

from marked import ROOT

FLOORS = ("models", "audit", "eval", "desk", "cli")


def main() -> int:
    """Compare the wheel's names with the repository's."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *FLOORS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wanted = {f"onrecord/{name}" for name in listed.stdout.split("\0") if name}
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        there = {name for name in wheel.namelist() if name.startswith("onrecord/")}
    for name in sorted(wanted - there):
        print(f"not in the wheel: {name} (add its ending to package-data)", file=sys.stderr)
    for name in sorted(there - wanted):
        print(f"in the wheel, not in the repository: {name}", file=sys.stderr)
    return int(wanted != there)


if __name__ == "__main__":
    sys.exit(main())
