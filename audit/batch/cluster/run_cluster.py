"""A run over a corpus on a cluster, from its names to the finished folder."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.cluster.engine import Pool, make_shards, ray_cluster
from onrecord.audit.batch.cluster.replay import (
    MANIFEST,
    Manifest,
    read_manifest,
    replay,
    write_manifest,
)
from onrecord.audit.batch.cluster.shard_worker import Reading
from onrecord.audit.batch.cluster.shards import SHARDS, TRIES, Summary, summaries
from onrecord.audit.batch.cluster.store import Store, is_remote
from onrecord.audit.batch.cluster.units import (
    SHARD_RECORDS,
    SHARD_WORDS,
    UNIT_BYTES,
    RemoteCorpus,
    Unit,
    shard_name,
    units,
)
from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.logs import DUPLICATES, ERRORS
from onrecord.audit.batch.places import own_folder
from onrecord.audit.batch.report.groups import check_keys
from onrecord.audit.batch.run.choices import Choices, Result, State
from onrecord.audit.batch.run.finish import finish, settings_of
from onrecord.audit.batch.run.messages import setup_of
from onrecord.audit.batch.run.results import ARTICLES, OWN, REPORTS, RESULTS, RUN
from onrecord.audit.batch.run.state import Folder, Settings, differences
from onrecord.audit.batch.types import Counts, ReadOptions
from onrecord.audit.ingest.errors import shown
from onrecord.audit.policy.load import load_policy
from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.threads import available_threads

#: What a run in a folder of shards was begun with.
BEGUN: Final = f"{SHARDS}/begun"
_MOST_WORKERS: Final = 4
#: Bytes that a process of Ray's takes before anything is audited in it.
_RAYS_OWN: Final = 1_000_000_000


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a cluster besides: where it is, what part of a GPU a worker takes.

    words, records: of a shard, from which on it is full. bytes: of files that are read together.
    """

    address: str | None = None
    gpus: float = 0.0
    words: int = SHARD_WORDS
    records: int = SHARD_RECORDS
    bytes: int = UNIT_BYTES


def run_cluster(
    names: Sequence[str],
    output: str,
    choices: Choices,
    cluster: Cluster,
    *,
    watch: Callable[[State], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    made: Callable[[Summary], None] = lambda _: None,
) -> Result:
    """Audit a corpus into a folder of shards, or go on where an earlier run stopped.

    Args:
        names: the corpus: paths as for `Corpus`, or addresses in object stores.
        output: folder of the results, a path or an address.
        choices: how.
        cluster: on what.
        watch: hears how far it is.
        stop: asked after each shard; once true, the shards in hand are left.
        made: hears of each shard that is done.

    Raises:
        OnRecordError: the corpus can't be found, the folder can't be used, the cluster doesn't
            answer, or the results of another corpus or of other settings lie there.
    """
    check_keys(choices.group_by)
    corpus = _corpus(names, output, choices)
    auditor = Auditor.load(
        choices.model,
        runtime=choices.runtime,
        policy=load_policy(choices.policy),
        house=choices.house,
    )
    settings = Settings(
        corpus=corpus.extents,
        settings={
            **settings_of(auditor, choices),
            "--engine": "ray",
            "size of a shard": f"{cluster.words} words or {cluster.records} records",
        },
    )
    store = Store(output)
    done = _resumed(store, settings, choices)
    manifest = read_manifest(store)
    if manifest is not None and manifest.group_by == list(choices.group_by):
        return Result(counts=manifest.counts, complete=True, fresh=False)
    wanted = list(units(corpus.parts(), cluster.bytes))
    left = [unit for unit in wanted if not _is_done(unit, done)]
    if left:
        pool = Pool(
            workers=choices.processes or min(available_threads(), _MOST_WORKERS), gpus=cluster.gpus
        )
        reading = Reading(
            folder=str(Path.cwd()),
            options=_reading(choices),
            done=sorted(done),
            words=cluster.words,
            records=cluster.records,
        )
        with ray_cluster(cluster.address, pool):
            setup = setup_of(auditor, choices, besides=_RAYS_OWN)
            for summary in make_shards(left, reading, setup, output, pool, stop):
                done[summary.name] = summary
                made(summary)
                watch(_state(done, wanted))
    if not all(_is_done(unit, done) for unit in wanted):
        return Result(counts=_counts(done), complete=False, fresh=True)
    counts = _finish(store, settings, [done[name] for name in sorted(done)], auditor, choices)
    return Result(counts=counts, complete=True, fresh=True)


def _finish(
    store: Store,
    settings: Settings,
    shards: Sequence[Summary],
    auditor: Auditor,
    choices: Choices,
) -> Counts:
    """Make reports of the shards, and say which of them count."""
    store.delete([MANIFEST])
    with _folder(store) as path, Folder(path, restart=True) as folder:
        progress = folder.resume(settings, restart=True)
        progress, kept = replay(
            folder, progress, store, shards, dedupe=choices.dedupe, no_text=choices.no_text
        )
        if not progress.counts.records:
            raise OnRecordError("There is no article in the corpus; check the path.")
        finish(folder, progress, auditor, choices)
        if store.is_remote:
            for name in (ERRORS, DUPLICATES, *REPORTS, RUN):
                store.write(name, (path / name).read_bytes())
            for page in sorted((path / ARTICLES).glob("*.html")):
                store.write(f"{ARTICLES}/{page.name}", page.read_bytes())
    counts = progress.counts
    write_manifest(
        store,
        Manifest(
            shards=kept,
            counts=counts,
            settings=settings.settings,
            group_by=list(choices.group_by),
        ),
    )
    return counts


@contextmanager
def _folder(store: Store) -> Iterator[Path]:
    """Where the results are put together: the folder itself, or one that goes afterwards."""
    if not store.is_remote:
        yield Path(store.address)
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        yield Path(scratch)


def _resumed(store: Store, settings: Settings, choices: Choices) -> dict[str, Summary]:
    """The shards that are done already.

    Raises:
        OnRecordError: they were made of another corpus or with other settings.
    """
    if not store.is_remote:
        own_folder(Path(store.address) / SHARDS, remove=choices.restart)
    if choices.restart:
        store.delete([MANIFEST, *store.names(SHARDS)])
    begun = store.read(BEGUN)
    if begun is None:
        there = next((name for name in RESULTS if store.size(name)), None)
        there = there or next(iter(store.names(SHARDS)), None)
        if there is not None and not choices.restart:
            raise OnRecordError(
                f"{shown(store.address)}/{there} is there, but no run that would have made it; "
                "choose another folder with -o, or --restart to begin anew."
            )
        store.write(BEGUN, msgspec.json.encode(settings))
        return {}
    try:
        before = msgspec.json.decode(begun, type=Settings)
    except msgspec.MsgspecError as error:
        raise OnRecordError(
            f"{shown(store.address)}/{BEGUN} is damaged; use --restart to begin anew."
        ) from error
    found = differences(before, settings)
    if found:
        raise OnRecordError(
            f"The run in {shown(store.address)} can't be resumed: {'; '.join(found)}. Use what it "
            "was begun with, or --restart to begin anew."
        )
    store.delete(name for name in store.names(SHARDS) if name.endswith(TRIES))
    return summaries(store)


def _is_done(unit: Unit, done: dict[str, Summary]) -> bool:
    """Whether all shards of `unit` are done: each up to the one that says it is the last."""
    chunk = 0
    while (summary := done.get(shard_name(unit.number, chunk))) is not None:
        if summary.is_last:
            return True
        chunk += 1
    return False


def _corpus(names: Sequence[str], output: str, choices: Choices) -> Corpus | RemoteCorpus:
    remote = [name for name in names if is_remote(name)]
    if not remote:
        out = None if is_remote(output) else Path(output)
        return Corpus(names, _reading(choices), leave_out=out, results={*OWN, SHARDS, MANIFEST})
    if len(remote) < len(names):
        raise OnRecordError(
            f"{shown(remote[0])} is in an object store, and other names are not; audit them in two "
            "runs."
        )
    return RemoteCorpus(remote)


def _reading(choices: Choices) -> ReadOptions:
    return msgspec.structs.replace(choices.reading, no_text=choices.no_text)


def _counts(done: dict[str, Summary]) -> Counts:
    shards = done.values()
    return Counts(
        records=sum(one.records for one in shards),
        audited=sum(one.audited for one in shards),
        errors=sum(one.records - one.audited for one in shards),
        words=sum(one.words for one in shards),
    )


def _state(done: dict[str, Summary], wanted: Sequence[Unit]) -> State:
    counts = _counts(done)
    finished = sum(_is_done(unit, done) for unit in wanted)
    return State(counts=counts, words=counts.words, share=finished / len(wanted))
