"""How long each stage of an audit takes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from operator import attrgetter
from time import perf_counter
from typing import Any, Final
from unittest.mock import patch

#: Where each stage is entered: module and attribute. A stage inside another counts by itself.
STAGES: Final = (
    ("subwords", "onrecord.models.tagger", "tokens_of"),
    ("subwords", "onrecord.models.network.subwords", "Subwords.encode"),
    ("network", "onrecord.models.runtimes.scores", "Reader.read"),
    ("decoding", "onrecord.models.tagger", "decode"),
    ("grants", "onrecord.models.tagger", "find_grants"),
    ("linking", "onrecord.models.tagger", "link"),
    ("sources", "onrecord.models.tagger", "build"),
    ("segmenting", "onrecord.audit.assemble", "segment"),
    ("claims and findings", "onrecord.audit.auditor", "assemble"),
)
OTHER: Final = "other"


class Stopwatch:
    """Adds up the time of stages; time in an inner stage is not the outer's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time inside the ``with`` block belongs to stage `name`."""
        self._book()
        self._running.append(name)
        try:
            yield
        finally:
            self._book()
            self._running.pop()

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, whose time belongs to stage `name`."""

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return timed

    def _book(self) -> None:
        now = perf_counter()
        if self._running:
            name = self._running[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now


@contextmanager
def watched_stages() -> Iterator[Stopwatch]:
    """A `Stopwatch` that is told of every stage of audits inside the ``with`` block.

    Wrap the audits in ``stage(OTHER)``, which gets what no stage claims.
    """
    watch = Stopwatch()
    with ExitStack() as patches:
        for name, module, attribute in STAGES:
            home, _, last = attribute.rpartition(".")
            owner = attrgetter(home)(import_module(module)) if home else import_module(module)
            timed = watch.around(name, getattr(owner, last))
            patches.enter_context(patch.object(owner, last, timed))
        yield watch
