"""What one process does after all workers: CPU time an article of putting a run's shards together.

    onrecord batch corpus.jsonl -o out
    python tools/replay_cost.py out

Some articles of a finished run are audited again, to compare with; its audits are written as
shards, and those are put together as at the end of a run with Ray. It is the part of such a run
that does not get faster with more machines. What counts are the ratios.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.cluster.replay import replay
from onrecord.audit.batch.cluster.shards import Note, Summary, write_notes, write_shard
from onrecord.audit.batch.cluster.store import Store
from onrecord.audit.batch.corpus.minhash import TextSignatures
from onrecord.audit.batch.logs import audits_in
from onrecord.audit.batch.run.choices import Choices
from onrecord.audit.batch.run.finish import finish
from onrecord.audit.batch.run.state import Folder, Settings
from onrecord.audit.batch.types import SIMILARITY
from onrecord.audit.schema.audit import Audit

#: Articles of a shard.
_SHARD = 200
#: So many articles are audited, to have something to compare with.
_AUDITED = 40


@contextmanager
def told(what: str, articles: int) -> Iterator[None]:
    """Print what CPU time the inner part takes, an article."""
    before = time.process_time()
    yield
    print(f"{what}: {1000 * (time.process_time() - before) / articles:.2f} ms CPU an article")


def sharded(store: Store, audits: Sequence[Audit]) -> list[Summary]:
    """Write `audits` as shards, with what must be known of each."""
    signatures = TextSignatures(SIMILARITY)
    made: list[Summary] = []
    for first in range(0, len(audits), _SHARD):
        some = sorted(audits[first : first + _SHARD], key=lambda audit: audit.article.id)
        name = f"{len(made):07d}-00000"
        notes: list[Note] = []
        for line, audit in enumerate(some):
            article = audit.article
            look = signatures.look(article.text or "")
            notes.append(
                Note(
                    number=line,
                    place=article.id,
                    payload=None,
                    id=article.id,
                    digest=look.digest,
                    signature=look.sign(),
                    line=line,
                    words=article.words,
                )
            )
        files = write_shard(store, name, [msgspec.json.encode(audit) for audit in some])
        files |= write_notes(store, name, notes)
        made.append(
            Summary(
                name=name,
                is_last=True,
                records=len(some),
                audited=len(some),
                words=sum(note.words for note in notes),
                files=files,
                seconds=0.0,
                network_seconds=0.0,
                worker=os.getpid(),
            )
        )
    return made


def main() -> None:
    """Measure, and print a line for each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help="the folder of a finished run")
    audits = [line.audit for line in audits_in(parser.parse_args().output)]
    auditor = Auditor.load()
    texts = [audit.article.text or "" for audit in audits[:_AUDITED]]
    auditor(texts[0])
    with told("auditing (on the workers)", len(texts)):
        list(auditor.audit_many(texts))
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(scratch)
        with told("writing shards (on the workers)", len(audits)):
            shards = sharded(store, audits)
        settings = Settings(corpus=[], settings={})
        with Folder(Path(scratch)) as folder:
            progress = folder.resume(settings, restart=True)
            with told("ids and duplicates, over all shards", len(audits)):
                progress, _ = replay(folder, progress, store, shards, dedupe=False, no_text=False)
            with told("tables and report", len(audits)):
                finish(folder, progress, auditor, Choices(group_by=("publisher",)))


if __name__ == "__main__":
    main()
