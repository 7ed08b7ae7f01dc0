"""How much memory a process that audits may hold, and how much it holds."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

#: Bytes of data that a process may hold: what a model and short articles take with room to spare,
#: and twice what a byte of a long article may take.
_LEAST: Final = 1_000_000_000
_PER_BYTE: Final = 300
#: What the system says of this process: sizes in pages, the second those that are in memory.
_SIZES: Final = Path("/proc/self/statm")


def enough_memory(max_bytes: int) -> int:
    """Bytes of data that a process needs at most for articles of `max_bytes` bytes."""
    return _LEAST + _PER_BYTE * max_bytes


def bound_memory(memory: int) -> None:
    """Let this process hold so many bytes of data, where the system can see to it.

    An article that takes more is then a failure, and no machine is brought to a stand by it.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most == resource.RLIM_INFINITY or memory < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


def memory_held() -> int:
    """Bytes that this process holds in memory; where the system doesn't say, the most it has held.

    0 where it says neither.
    """
    try:
        import resource
    except ImportError:  # Windows
        return 0
    with suppress(OSError, ValueError, IndexError):
        return int(_SIZES.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1_024
