"""How much memory a process that audits may hold."""

from contextlib import suppress


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
