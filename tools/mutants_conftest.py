"""What pytest does differently in the runs that tools/mutants.py starts: it gives up early.

A mutant may loop or grow for ever. A test of it gets so many seconds of the processor, so that a
busy machine makes no difference, and so much memory. Hypothesis tries fewer examples and shrinks
none: one that fails is enough. A test that runs with several seeds runs with two of them.
"""

import os
import resource
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings

SECONDS: Final = 10
MEMORY: Final = 4 * 2**30
EXAMPLES: Final = 25
SEEDS: Final = 2

settings.register_profile(
    "mutants",
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")


def pytest_runtest_setup() -> None:
    if "__mutmut_" not in os.environ.get("MUTANT_UNDER_TEST", ""):
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    until = int(spent.ru_utime + spent.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    most = int(pages[0]) * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if _seed(item) < SEEDS]


def _seed(item: pytest.Item) -> int:
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return int(given.get("seed", given.get("corpus", 0)))
