"""What is wrong with gold data: where, which item, and why."""

import msgspec

from onrecord.models.errors import OnRecordError


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One unusable or doubtful item: the file, the item's id (article, or article and
    attribution), and the reason as a clause without a full stop."""

    file: str
    id: str
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.id}: {self.reason}" if self.id else f"{self.file}: {self.reason}"
        )


class GoldError(OnRecordError):
    """Gold data that can't be used; `problem` is the item at fault, None where it is the whole."""

    def __init__(self, message: str, problem: Problem | None = None) -> None:
        super().__init__(message)
        self.problem = problem


class Problems:
    """Collects what a reader finds wrong.

    Strict (the default), the first fault is raised; lenient, the reader goes on without
    that item. Warnings never stop anything.
    """

    def __init__(self, *, lenient: bool = False) -> None:
        self.lenient = lenient
        self.skipped: list[Problem] = []
        self.warnings: list[Problem] = []

    def fault(self, file: str, id: str, reason: str) -> None:
        """Note an item that can't be used.

        Raises:
            GoldError: unless lenient.
        """
        problem = Problem(file=file, id=id, reason=reason)
        if not self.lenient:
            hint = "fix it, or skip such items with --lenient"
            raise GoldError(f"{problem}; {hint}.", problem)
        self.skipped.append(problem)

    def warn(self, file: str, id: str, reason: str) -> None:
        """Note an item that is used although it looks doubtful."""
        self.warnings.append(Problem(file=file, id=id, reason=reason))
