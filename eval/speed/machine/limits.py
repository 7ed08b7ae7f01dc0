"""How fast this machine multiplies matrices of the model's shapes."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec
import numpy as np

from onrecord.eval.speed.machine.operations import Architecture
from onrecord.eval.speed.types import Limit, Precision

#: Rows of the left matrix on a CPU and on a GPU: enough to keep either busy.
_ROWS: Final = {"cpu": 1024, "cuda": 65_536}
_SECONDS: Final = 0.6
_LEAST: Final = 5

Product = Callable[[], object]


def limits(architecture: Architecture, threads: int) -> list[Limit]:
    """The fastest products of each precision, with `threads` threads or on the GPU."""
    import torch

    torch.set_num_threads(threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    found: dict[Precision, Limit] = {}
    for precision, by, make in _candidates(device):
        try:
            seconds = sum(
                times * _fastest(make(k, n), device)
                for (k, n), times in architecture.shapes.items()
            )
        except (RuntimeError, NotImplementedError):
            continue  # This build of PyTorch can't.
        operations = sum(
            2.0 * _ROWS[device] * k * n * times for (k, n), times in architecture.shapes.items()
        )
        limit = Limit(
            precision=precision,
            threads=threads,
            gigaops=operations / seconds / 1e9,
            by=by,
            device=device,
        )
        if precision not in found or limit.gigaops > found[precision].gigaops:
            found[precision] = limit
    return list(found.values())


def _candidates(device: str) -> Iterator[tuple[Precision, str, Callable[[int, int], Product]]]:
    import torch

    rows = _ROWS[device]

    def floats(dtype: torch.dtype) -> Callable[[int, int], Product]:
        def make(k: int, n: int) -> Product:
            left = torch.randn(rows, k, device=device).to(dtype)
            right = torch.randn(n, k, device=device).to(dtype)
            return lambda: torch.nn.functional.linear(left, right)

        return make

    def numpy_floats(k: int, n: int) -> Product:
        generator = np.random.default_rng(0)
        left = generator.random((rows, k), dtype=np.float32)
        right = generator.random((k, n), dtype=np.float32)
        return lambda: left @ right

    def integers(k: int, n: int) -> Product:
        left = torch.randint(-127, 127, (rows, k), dtype=torch.int8, device=device)
        right = torch.randint(-127, 127, (n, k), dtype=torch.int8, device=device)
        return lambda: torch._int_mm(left, right.T)

    yield "fp32", "torch linear", floats(torch.float32)
    if device == "cpu":
        yield "fp32", "NumPy", numpy_floats
    yield "bf16", "torch linear", floats(torch.bfloat16)
    yield "int8", "torch _int_mm", integers


def _fastest(product: Product, device: str) -> float:
    """Seconds of the fastest of many runs."""
    wait = _waiter(device)
    best, runs, until = float("inf"), 0, perf_counter() + _SECONDS
    product()
    while runs < _LEAST or perf_counter() < until:
        wait()
        start = perf_counter()
        product()
        wait()
        best = min(best, perf_counter() - start)
        runs += 1
    return best


def _waiter(device: str) -> Callable[[], None]:
    if device == "cpu":
        return lambda: None
    import torch

    return lambda: torch.cuda.synchronize()


def main() -> None:
    """Print the limits of the model in a folder as JSON; for a process of its own."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("threads", type=int)
    arguments = parser.parse_args()
    found = limits(Architecture.of(arguments.folder), arguments.threads)
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
