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
        """What `work` gives for one input; None where it can't be used, which is said in a line."""
        try:
            return work(*given, **named)
        except OnRecordError as error:
            self.failed = True
            complain(str(error))
            return None

    @property
    def code(self) -> int:
        """The exit code: 2 where an input failed, 1 where there were findings, 0 else."""
        if self.failed:
            return FAILED
        return FOUND if self.found else DONE
