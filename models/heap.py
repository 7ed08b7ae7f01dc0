"""Memory that was freed, handed back to the system."""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Hand back what was freed, where the C library can (glibc); it takes some milliseconds.

    The C library keeps freed arrays for other arrays to come. Of a long article they are
    hundreds of megabytes, and most of what comes after them are Python's own objects, which
    never get that room.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library; Windows
        return None
    return trim
