"""How a command over several inputs ends: what failed, whether there were findings."""

import signal
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from onrecord.cli.output.messages import complain
from onrecord.models.errors import OnRecordError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

DONE: Final = 0
FOUND: Final = 1
FAILED: Final = 2
CRASHED: Final = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED: Final = 128 + signal.SIGINT


class Outcome:
    """Collects failures, so that the inputs that can be used are done first."""

    def __init__(self) -> None:
        self.failed = False
        self.found = False

    def attempt(
        self,
        work: Callable[Parameters, Result],
        *given: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result | None:
        """What `work` gives for one input; None, with a line on stderr, if it cannot be used."""
        try:
            return work(*given, **named)
        except OnRecordError as error:
            self.failed = True
            complain(str(error))
            return None

    @property
    def code(self) -> int:
        """The exit code: 2 if an input failed, 1 if there were findings, else 0."""
        if self.failed:
            return FAILED
        return FOUND if self.found else DONE
