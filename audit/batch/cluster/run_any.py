"""A run over a corpus on the engine that is asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.audit.batch.cluster.run_cluster import Cluster, run_cluster
from onrecord.audit.batch.cluster.store import is_remote
from onrecord.audit.batch.run.choices import Choices, Result, State
from onrecord.audit.batch.run.run_batch import run_batch
from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError


def run(
    names: Sequence[str],
    output: Path | str,
    choices: Choices,
    cluster: Cluster | None,
    *,
    watch: Callable[[State], None],
    stop: Callable[[], bool],
) -> Result:
    """Audit a corpus as `run_cluster` does on `cluster`, or as `run_batch` where there is none.

    Raises:
        OnRecordError: as they do; an object store is to be read or written without Ray.
    """
    if cluster is not None:
        return run_cluster(names, str(output), choices, cluster, watch=watch, stop=stop)
    remote = next((name for name in (*names, str(output)) if is_remote(name)), None)
    if remote is not None:
        raise OnRecordError(f"{shown(remote)} is in an object store; add --engine ray.")
    return run_batch(names, Path(output), choices, watch=watch, stop=stop)
