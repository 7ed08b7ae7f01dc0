"""A runtime that remembers what the network gave for windows that it has seen."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

import numpy as np

from onrecord.models.arrays import FloatArray
from onrecord.models.network.windows import Batch
from onrecord.models.runtimes.scores import Runtime


class RememberingRuntime:
    """Runs only windows whose like it hasn't run lately; may be used from several threads.

    Where a text is read again after an edit, most of its windows are as they were. What is
    remembered is what the runtime gave, so answers are the same as without. Only a runtime that
    runs windows alone may be wrapped.
    """

    runs_alone = True

    def __init__(self, runtime: Runtime, most_bytes: int) -> None:
        """Take what runs windows, and how many bytes of outputs are kept at most."""
        self.name, self._runtime, self._most = runtime.name, runtime, most_bytes
        self._kept: OrderedDict[bytes, Sequence[FloatArray]] = OrderedDict()
        #: Bytes of the outputs that are kept.
        self.bytes_kept = 0
        self._lock = Lock()

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        """Outputs of the network on `windows`; see `scores.Runtime`."""
        keys = [_key(window) for window in windows]
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
            for key in known:
                self._kept.move_to_end(key)
        missing = {key: w for key, w in zip(keys, windows, strict=True) if key not in known}
        ran = zip(missing, self._runtime.run(list(missing.values())), strict=True)
        for key in keys:
            while key not in known:
                new, outputs = next(ran)
                known[new] = outputs
                self._keep(new, outputs)
            yield known[key]

    def _keep(self, key: bytes, outputs: Sequence[FloatArray]) -> None:
        with self._lock:
            self.bytes_kept += _size(outputs) - _size(self._kept.pop(key, ()))
            self._kept[key] = outputs
            while self.bytes_kept > self._most:
                _, oldest = self._kept.popitem(last=False)
                self.bytes_kept -= _size(oldest)


def _size(outputs: Sequence[FloatArray]) -> int:
    return sum(output.nbytes for output in outputs)


def _key(window: Batch) -> bytes:
    """What tells a window: all that the network is given of it."""
    digest = hashlib.sha256()
    for name in Batch.__struct_fields__:
        array = getattr(window, name)
        # Shape and type as well: the same bytes could be other arrays.
        digest.update(f"{name} {array.shape} {array.dtype.str} ".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.digest()
