"""How a command over several inputs ends: what failed, whether there were findings."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from onrecord.cli.messages import complain
from onrecord.models.errors import OnRecordError

DONE: Final = 0
FOUND: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 128 + signal.SIGINT


class Outcome:
    """Collects failures, so that the inputs that can be used are done first."""

    def __init__(self) -> None:
        self.failed = False
        self.found = False

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Say in a line what is wrong with one input, and go on."""
        try:
            yield
        except OnRecordError as error:
            self.failed = True
            complain(str(error))

    @property
    def code(self) -> int:
        """The exit code: 2 where an input failed, 1 where there were findings, 0 else."""
        if self.failed:
            return FAILED
        return FOUND if self.found else DONE
