"""How many threads to use."""

import os
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


def available_threads() -> int:
    """What ``OMP_NUM_THREADS`` says, else the number of CPUs that the process may run on."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def one_blas_thread() -> AbstractContextManager[Any]:
    """Keeps NumPy's matrix products on one thread, inside ``with``.

    Ours are small. Threads of OpenBLAS that have helped with one go on spinning for some 20 ms,
    on the core that the network needs next.
    """
    limited: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
