"""What a measurement of speed finds. Times are seconds, memory is megabytes (10^6 bytes)."""

from typing import Literal, TypeAlias

import msgspec

Precision: TypeAlias = Literal["fp32", "bf16", "int8"]


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """How fast the machine multiplies matrices of the model's shapes.

    `gigaops` counts a multiplication and an addition as two; it is the fastest of what was
    tried, named in `by`.
    """

    precision: Precision
    threads: int
    gigaops: float
    by: str
    device: str = "cpu"


class ArticleSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """The audits of one article in a process that is up, JSON included.

    `stages` gives the mean time of each stage; they add up to the mean of all.
    """

    words: int
    tokens: int
    audits: int
    mean: float
    p50: float
    p95: float
    stages: dict[str, float]


class Throughput(msgspec.Struct, frozen=True, kw_only=True):
    """A batch of articles, audited together, JSON included.

    `tokens` are the subwords of the articles; `tokens_run` counts what the network was
    given: [CLS], [SEP] and the context that windows share as well, and `tokens_padded` what
    padding added. `operations` counts what the network's architecture needs for `tokens_run`.
    """

    articles: int
    words: int
    tokens: int
    tokens_run: int
    tokens_padded: int
    operations: float
    seconds: float
    stages: dict[str, float]

    @property
    def model_seconds(self) -> float:
        """Time in the network and the linker."""
        return self.stages.get("network", 0.0) + self.stages.get("linking", 0.0)


class RuntimeSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """One runtime with one number of threads, in a process of its own."""

    runtime: str
    precision: Precision
    device: str
    threads: int
    load: float
    articles: list[ArticleSpeed]
    throughput: Throughput


class ProcessSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """`onrecord audit` of one article as a process: its median time and peak memory."""

    runtime: str
    words: int
    seconds: float
    peak: float


class BatchSpeed(msgspec.Struct, frozen=True, kw_only=True):
    """`onrecord batch` on a corpus, and the bare network on the same windows with all threads.

    network: seconds of the bare network, before and after. seconds: of `onrecord batch` as it
    says itself, tables and report included; network_in_batch: of its network, in all its
    processes together. process: of the command from start to end. peak: memory of all its
    processes together; None where the system doesn't say.
    """

    runtime: str
    threads: int
    articles: int
    words: int
    network: list[float]
    seconds: float
    network_in_batch: float
    process: float
    peak: float | None

    @property
    def of_bare(self) -> float:
        """Its throughput, over that of the bare network."""
        return sum(self.network) / len(self.network) / self.seconds


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What it was measured on."""

    processor: str
    cores: int
    instructions: list[str]
    system: str
    versions: dict[str, str]


class SpeedReport(msgspec.Struct, frozen=True, kw_only=True):
    """One run of `onrecord eval speed`."""

    date: str
    machine: Machine
    limits: list[Limit]
    runtimes: list[RuntimeSpeed]
    processes: list[ProcessSpeed]
    import_torch: float
    batch: BatchSpeed | None = None
