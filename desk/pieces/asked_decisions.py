"""From a decision as the page asks for it to one that is kept: offsets become quotations."""

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from onrecord.audit.decisions.quotes import QuoteFinder
from onrecord.audit.decisions.types import Decision
from onrecord.models.errors import OnRecordError

#: What stands for a quotation in what the page asks for.
_OFFSETS: Final = {"start", "end"}
#: How deep a decision is nested at most: it has lists of quotations.
_DEEPEST: Final = 3


class BadDecisionError(OnRecordError):
    """What was asked for is no decision."""


def decision_asked(
    asked: dict[str, Any], text: str, *, by: str, at: datetime, after: datetime | None
) -> Decision:
    """The decision that `asked` means.

    Args:
        asked: as a line of a file of decisions, without `by` and `at`; a quotation may be given as
            ``{"start", "end"}``, half-open offsets into `text`.
        text: the piece's text.
        by: who decides.
        at: when.
        after: the time of the last decision before it (None: there is none). The new one gets a
            later time whatever the clock says, since the order of decisions is that of their times.

    Raises:
        BadDecisionError: it is no decision.
    """
    finder = QuoteFinder(text)
    quoted = {name: _quoted(value, text, finder, _DEEPEST) for name, value in asked.items()}
    later = at if after is None or at > after else after + timedelta(microseconds=1)
    try:
        decided: Decision = msgspec.convert({**quoted, "by": by, "at": later.isoformat()}, Decision)
    except msgspec.ValidationError as error:
        raise BadDecisionError(f"This is no decision ({error}).") from error
    return decided


def _quoted(value: Any, text: str, finder: QuoteFinder, deepest: int) -> Any:
    if isinstance(value, list) and deepest:
        return [_quoted(one, text, finder, deepest - 1) for one in value]
    if isinstance(value, dict) and value.keys() == _OFFSETS:
        start, end = value["start"], value["end"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise BadDecisionError(
                "The words that this decision is about don't lie in the text; take over the "
                "present state, then decide again."
            )
        return msgspec.to_builtins(finder.quote(text, (start, end)))
    return value
