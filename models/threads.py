"""How many threads to use."""

import os


def available_threads() -> int:
    """What ``OMP_NUM_THREADS`` says, else the number of CPUs that the process may run on."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
