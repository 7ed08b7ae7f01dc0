"""Ray: a cluster, or this machine as one, on which the shards of a corpus are made."""

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec

from onrecord.audit.batch.cluster.shard_worker import Reading, ShardWorker, read_units
from onrecord.audit.batch.cluster.shards import Summary
from onrecord.audit.batch.cluster.units import Unit
from onrecord.audit.batch.run.messages import Setup
from onrecord.audit.ingest.errors import shown
from onrecord.models.errors import OnRecordError

if TYPE_CHECKING:
    pass

#: Seconds in which a cluster must answer.
_PATIENCE: Final = 10.0
#: What Ray reads from the environment: it tells nobody of its use, has three minutes to start on a
#: machine that may have other things to do, and its workers are no less worth than other processes.
RAY_SETTINGS: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_raylet_start_wait_time_s": "180",
    "RAY_worker_niceness": "0",
}
#: Bytes of this machine's memory for what passes between workers.
_OBJECTS: Final = 500_000_000
#: A part of a CPU for reading: one that is never as much as auditing takes, so that Ray makes
#: stages of the two, and one reader feeds several workers.
_READER_CPUS: Final = 0.25
_CLIENT: Final = "ray://"
#: How a client of HTTP/2 begins, with settings of its own (none); a server answers with its own,
#: in a frame of stream 0 whose type stands behind three bytes of length (RFC 9113, 3.4 and 4.1).
_PREFACE: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
_FRAME_HEAD: Final = 9
_SETTINGS: Final = 4


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """What audits: so many workers, each with a part of a GPU, or with a CPU."""

    workers: int
    gpus: float = 0.0


@contextmanager
def ray_cluster(address: str | None, pool: Pool) -> Iterator[None]:
    """Ray on the cluster at `address`, or on this machine alone (None), until it is left.

    Where this process uses Ray already, that is what is used. Ray's reports home are off, and so is
    its dashboard.

    Raises:
        OnRecordError: Ray isn't installed, or the cluster doesn't answer.
    """
    os.environ.update(RAY_SETTINGS)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise OnRecordError(
            "Ray isn't installed; pip install 'onrecord[ray]' brings it, and --engine local does "
            "without."
        ) from error
    if ray.is_initialized():  # whoever has done so ends it
        yield
        return
    _check_address(address)
    logging.getLogger("ray").setLevel(logging.ERROR)
    try:
        _start(address, pool)
    except (Exception, SystemExit) as error:  # Ray raises bare exceptions, and ends the program
        ray.shutdown()
        raise _no_answer(address, error) from error
    try:
        yield
    finally:
        ray.shutdown()


def make_shards(
    units: Sequence[Unit],
    reading: Reading,
    setup: Setup,
    output: str,
    pool: Pool,
    stop: Callable[[], bool],
) -> Iterator[Summary]:
    """Read, audit and write the shards of `units`; each one's summary as it is done.

    Raises:
        OnRecordError: a worker was lost again and again, or has said what is wrong.
    """
    import ray
    from ray.data import ActorPoolStrategy, DataContext
    from ray.exceptions import RayError

    # Actors are made again without end; a shard that none survives says so itself.
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.log_internal_stack_trace_to_stdout = False
    _quiet()
    rows = [{"unit": msgspec.msgpack.encode(unit)} for unit in units]
    data = (
        ray.data.from_items(rows, override_num_blocks=len(rows))
        .map_batches(
            partial(read_units, reading=msgspec.msgpack.encode(reading)),
            batch_size=1,
            num_cpus=_READER_CPUS,
        )
        .map_batches(
            ShardWorker,
            batch_size=1,
            compute=ActorPoolStrategy(size=pool.workers, max_tasks_in_flight_per_actor=2),
            fn_constructor_kwargs={"setup": msgspec.msgpack.encode(setup), "output": output},
            num_cpus=1,
            num_gpus=pool.gpus or None,
        )
    )
    try:
        for row in data.iter_rows():
            if row["fault"]:
                raise OnRecordError(row["fault"])
            yield msgspec.msgpack.decode(row["summary"], type=Summary)
            if stop():
                return
    except RayError as error:
        raise _worded(error) from error


def _start(address: str | None, pool: Pool) -> None:
    import ray

    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None:
        ray.init(
            address="local",
            # One for each worker, and one for what reads.
            num_cpus=pool.workers + 1,
            include_dashboard=False,
            object_store_memory=_OBJECTS,
            **quiet,
        )
    else:
        ray.init(address=address, **quiet)


def _check_address(address: str | None) -> None:
    """See to it that what listens at `address` speaks as Ray does: Ray would wait for minutes.

    Raises:
        OnRecordError: nothing listens, or it says nothing, or something else.
    """
    if address is None or address == "auto":
        return
    host, is_there, port = address.removeprefix(_CLIENT).rpartition(":")
    try:
        if not is_there or not port.isdigit():
            raise OSError("it has no port")
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as connection:
            if not os.environ.get("RAY_USE_TLS"):
                _greet(connection)
    except (OSError, OverflowError) as error:
        raise _no_answer(address, error) from error


def _greet(connection: socket.socket) -> None:
    """Make sure that HTTP/2 is spoken, as by any server of gRPC.

    Raises:
        OSError: it isn't, or nothing is said in time.
    """
    connection.sendall(_PREFACE)
    frame = b""
    while len(frame) < _FRAME_HEAD:
        try:
            said = connection.recv(_FRAME_HEAD - len(frame))
        except TimeoutError as error:
            raise OSError(f"it says nothing within {_PATIENCE:.0f} seconds") from error
        if not said:
            raise OSError("it hangs up")
        frame += said
    if frame[3] != _SETTINGS or frame[5:] != bytes(4):
        raise OSError("what answers there is not Ray")


def _no_answer(address: str | None, error: BaseException) -> OnRecordError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    reason = shown(" ".join(str(reason).split()))
    if address is None:
        return OnRecordError(f"Ray can't be started on this machine ({reason}).")
    if isinstance(error, ImportError):
        return OnRecordError(
            f"{shown(address)} needs Ray's client; pip install 'ray[client]' brings it, or give "
            "HOST:6379 on a machine of the cluster."
        )
    return OnRecordError(
        f"No cluster of Ray answers at {shown(address)} ({reason}); check the address (HOST:6379, "
        "or ray://HOST:10001), or leave it out for this machine alone."
    )


def _worded(error: BaseException) -> OnRecordError:
    """What stopped the cluster, in a line."""
    what = shown(" ".join(str(error).split()[:20]))
    return OnRecordError(
        f"The cluster can't go on ({type(error).__name__}: {what}); see to that and give the same "
        "command again: it goes on where it stopped."
    )


def _quiet() -> None:
    """Keep Ray Data's running commentary off the terminal."""
    for name in ("ray", "ray.data", "ray.data._internal"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
