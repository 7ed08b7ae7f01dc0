"""The network run by ONNX Runtime."""

import os
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime

from onrecord.models.pairs import FloatArray
from onrecord.models.windows import Batch

GRAPH: Final = "model.int8.onnx"
INPUTS: Final = ("input_ids", "mask", "casing", "quote", "gap", "unit_at")


class OnnxRuntime:
    """Runs the exported int8 graph on the CPU, with as many threads as the process may use.

    ``OMP_NUM_THREADS`` overrides the number of threads.
    """

    name = "onnx"

    def __init__(self, graph: Path, threads: int | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or _threads()
        options.log_severity_level = 3
        # Threads that spin between operators starve whatever else the process does.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )

    @classmethod
    def load(cls, folder: Path) -> "OnnxRuntime":
        """Read the graph in `folder`."""
        return cls(folder / GRAPH)

    def run(self, batch: Batch) -> list[FloatArray]:
        """Outputs of the network on `batch`; see `scores.Runtime`."""
        feeds = {name: getattr(batch, name) for name in INPUTS}
        return [np.asarray(o) for o in self._session.run(None, feeds)]


def _threads() -> int:
    told = os.environ.get("OMP_NUM_THREADS", "")
    return int(told) if told.isdecimal() and int(told) > 0 else len(os.sched_getaffinity(0))
