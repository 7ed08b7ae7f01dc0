"""Packages that only some commands need."""

from importlib.util import find_spec
from typing import Final

from onrecord.models.errors import OnRecordError

_DESK: Final = ("starlette", "uvicorn", "python_multipart", "prometheus_client")


def needs_desk() -> None:
    """See to it that the packages of the desk and the service are there.

    Raises:
        OnRecordError: one is missing.
    """
    missing = [name for name in _DESK if find_spec(name) is None]
    if missing:
        raise OnRecordError(
            f"This command needs packages that are not installed ({', '.join(missing)}); install "
            "them with: pip install 'onrecord[desk]'"
        )
