"""The network run by ONNX Runtime."""

import os
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Final

# Else it keeps files in the user's home and in TMPDIR, and reports its use to its makers. It looks
# here as it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

from onrecord.models.arrays import FloatArray
from onrecord.models.errors import OnRecordError
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.windows import Batch
from onrecord.models.runtimes.model_folder import GRAPH
from onrecord.models.runtimes.threads import available_threads

INPUTS: Final = ("input_ids", "casing", "quote", "gap", "unit_at")


class OnnxRuntime:
    """Runs the exported int8 graph on the CPU, with as many threads as the process may use.

    Each window runs alone, on one thread: what it gives depends on nothing but itself (the
    graph scales its int8 numbers by the range that it finds in its input), nothing is
    padded, and threads wait for each other only at the end. ``OMP_NUM_THREADS`` overrides
    the number of threads.

    Raises:
        OnRecordError: the graph can't be read.
    """

    name = "onnx"
    runs_alone = True

    def __init__(self, graph: Path, threads: int | None = None) -> None:
        self.threads, self._graph = threads or available_threads(), graph
        self._session = self._opened(threads=1)
        #: Runs a window that comes alone.
        self._alone = self._session

    def _opened(self, threads: int) -> onnxruntime.InferenceSession:
        """The graph, ready to run a window on so many threads."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        # Threads that spin would take the core that other windows and the rest of an audit need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        if overflows():
            options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            session = onnxruntime.InferenceSession(
                str(self._graph),
                options,
                providers=["CPUExecutionProvider"],
                # The fused kernel takes seven times as long as what it replaces.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:  # ONNX Runtime's own errors share no base class but this.
            raise OnRecordError(
                f"{self._graph} can't be read by ONNX Runtime; write it again with "
                f"'onrecord export {self._graph.parent}' or choose --runtime torch."
            ) from error
        inputs = tuple(one.name for one in session.get_inputs())
        outputs = tuple(one.name for one in session.get_outputs())
        if inputs != INPUTS or outputs != TokenScores.__struct_fields__:
            raise self._other_graph()
        return session

    @classmethod
    def load(cls, folder: Path) -> "OnnxRuntime":
        """Read the graph in `folder`."""
        return cls(folder / GRAPH)

    def dividing(self, most: int = 4) -> "OnnxRuntime":
        """The same runtime, which divides a window that comes alone among threads.

        That takes half the time with two threads, and the memory of the graph once more. What
        a window gives is the same. A process that has done so must not fork. `most` threads
        share a window: it is too short for more.
        """
        if self.threads < 2:
            return self
        other = copy(self)
        other._alone = other._opened(min(self.threads, most))
        return other

    def run(self, windows: Sequence[Batch]) -> Iterator[Sequence[FloatArray]]:
        """Outputs of the network on `windows`; see `scores.Runtime`."""
        workers = min(self.threads, len(windows))
        if workers < 2:
            for window in windows:
                yield self._run(window, self._alone)
            return
        # A pool a call costs 0.1 ms, and a pool that is kept doesn't survive a fork.
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(lambda window: self._run(window, self._session), windows)

    def _run(self, window: Batch, session: onnxruntime.InferenceSession) -> Sequence[FloatArray]:
        feeds = {name: getattr(window, name)[0] for name in INPUTS}
        try:
            outputs: Sequence[FloatArray] = session.run(None, feeds)
        except Exception as error:  # as above
            raise self._other_graph() from error
        return outputs

    def _other_graph(self) -> OnRecordError:
        return OnRecordError(
            f"{self._graph} is not the graph of an OnRecord model; write it again with "
            f"'onrecord export {self._graph.parent}' or choose --runtime torch."
        )


def overflows() -> bool:
    """Whether the fast product of uint8 and int8 overflows here: on x86 without VNNI.

    There ONNX Runtime must be told to be exact, which takes longer.
    """
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return False
    with suppress(OSError):
        return "_vnni" not in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    return True
