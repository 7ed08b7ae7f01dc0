"""Count how far an audit of the sample article wanders through the code.

Two figures of ``onrecord audit examples/sample.txt``, printed to a terminal: the files of the
packages with a function that it calls, and the hops between them. A hop is a call whose caller is
in another file of the packages. ``sys.setprofile`` sees every call, from the start of the program
on; a generator counts as called whenever it goes on. With ``--by-file`` the files are listed, with
the hops into each of them.
"""

import io
import os
import sys
import threading
from collections import Counter
from contextlib import redirect_stdout
from importlib.util import find_spec
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType
from typing import Any

from marked import ROOT

ARTICLE = ROOT / "examples" / "sample.txt"


class Terminal(io.StringIO):
    """What a report is printed to; it says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """A terminal it is."""
        return True


class Trace:
    """The calls of a program: files of the packages, and hops from one to another."""

    def __init__(self, folders: list[str]) -> None:
        self.folders = tuple(folder + os.sep for folder in folders)
        self.entered: Counter[str] = Counter()
        self._ours: dict[str, bool] = {}

    @property
    def hops(self) -> int:
        """All of them."""
        return self.entered.total()

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """What ``sys.setprofile`` calls."""
        if event != "call":
            return
        file = frame.f_code.co_filename
        # The bodies of modules and classes run, but nobody calls them.
        if not frame.f_code.co_flags & CO_OPTIMIZED or not self._is_ours(file):
            return
        caller = frame.f_back.f_code.co_filename if frame.f_back else file
        self.entered[file] += int(caller != file and self._is_ours(caller))

    def _is_ours(self, file: str) -> bool:
        known = self._ours.get(file)
        if known is None:
            known = self._ours[file] = file.startswith(self.folders)
        return known


def traced() -> Trace:
    """The trace of the audit. The program is imported under it: what that runs counts as well.

    Raises:
        SystemExit: the audit failed.
    """
    floors = (find_spec(f"onrecord.{name}") for name in ("models", "audit", "eval", "desk", "cli"))
    folders = [str(Path(floor.origin).parent) for floor in floors if floor and floor.origin]
    trace = Trace(folders)
    os.environ |= {"COLUMNS": "96"}
    threading.setprofile(trace)
    sys.setprofile(trace)
    try:
        from onrecord.cli.main import main

        sys.argv = ["onrecord", "audit", str(ARTICLE)]
        with redirect_stdout(Terminal()):
            main()
    except SystemExit as ended:
        # An audit that stops half-way wanders less far.
        if ended.code:
            raise
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
    return trace


if __name__ == "__main__":
    by_file = "--by-file" in sys.argv
    found = traced()
    print(f"files entered: {len(found.entered)}")
    print(f"hops between files: {found.hops}")
    if by_file:
        for name, hops in found.entered.most_common():
            print(f"{hops:6} {name}")
