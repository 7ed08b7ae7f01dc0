"""The writer: lines of audits, errors and duplicates, each batch safely on disk at once."""

import os
from collections.abc import Sequence
from typing import IO, NamedTuple

import msgspec

from onrecord.audit.batch.errors import ERROR_NAMES
from onrecord.audit.batch.logs import AUDITS, DUPLICATES, ERRORS, LOGS
from onrecord.audit.batch.run.auditing import Outcome
from onrecord.audit.batch.run.state import Folder, Progress
from onrecord.audit.batch.types import Counts, Entry, Failure
from onrecord.models.errors import OnRecordError


class Done(NamedTuple):
    """A batch, and what its audited articles came to, by record number."""

    entries: Sequence[Entry]
    outcomes: dict[int, Outcome]


class Writer:
    """Appends batches to the logs; `progress` is what is safely written."""

    def __init__(self, folder: Folder, progress: Progress, *, no_text: bool) -> None:
        """Open the logs; `no_text`: a reason may quote what a record holds, so none is told."""
        self.progress = progress
        self._no_text = no_text
        self._folder = folder
        self._files: dict[str, IO[bytes]] = {}
        for name in LOGS:
            self._files[name] = (folder.path / name).open("ab")

    def write(self, done: Done, *, seconds: float, network_seconds: float) -> None:
        """Append a batch; it counts once all of it is on disk.

        Args:
            done: the batch.
            seconds: of work, over all sessions, up to now.
            network_seconds: of the network in all processes, over all sessions, up to now.

        Raises:
            OnRecordError: the disk is full or fails; what was written before stays good.
        """
        lines, counts = self._lines(done)
        try:
            lengths = {name: self._append(name, data) for name, data in lines.items()}
            self.progress = msgspec.structs.replace(
                self.progress,
                counts=counts,
                lengths=lengths,
                digests={name: one.sha256.hexdigest() for name, one in self._folder.sums.items()},
                seconds=round(seconds, 3),
                network_seconds=round(network_seconds, 3),
            )
            self._folder.save(self.progress)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OnRecordError(
                f"{self._folder.path} can't be written ({reason}); make room and give the same "
                "command again: it goes on where it stopped."
            ) from error

    def close(self) -> None:
        """Close the logs."""
        for file in self._files.values():
            try:
                file.close()
            except OSError:  # a full disk: what counts has been written and synced before
                continue

    def _append(self, name: str, data: bytes) -> int:
        file = self._files[name]
        if data:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            self._folder.sums[name].sha256.update(data)
        return self.progress.lengths[name] + len(data)

    def _lines(self, done: Done) -> tuple[dict[str, bytes], Counts]:
        lines: dict[str, list[bytes]] = {name: [] for name in LOGS}
        before = self.progress.counts
        audited = errors = duplicates = left_out = words = 0
        for entry in done.entries:
            if entry.duplicate is not None:
                duplicates += 1
                lines[DUPLICATES].append(msgspec.json.encode(entry.duplicate))
            outcome = done.outcomes.get(entry.record, entry.failure)
            if outcome is None:
                left_out += 1
            elif isinstance(outcome, Failure):
                errors += 1
                told = _without_words(outcome) if self._no_text else outcome
                lines[ERRORS].append(msgspec.json.encode(told))
            else:
                audited += 1
                words += outcome.words
                lines[AUDITS].append(outcome.data)
        counts = Counts(
            records=before.records + len(done.entries),
            audited=before.audited + audited,
            errors=before.errors + errors,
            duplicates=before.duplicates + duplicates,
            left_out=before.left_out + left_out,
            words=before.words + words,
        )
        return {
            name: b"".join(line + b"\n" for line in rows) for name, rows in lines.items()
        }, counts


def _without_words(failure: Failure) -> Failure:
    """`failure` with what its kind is called for its reason, which may quote a record."""
    what = ERROR_NAMES.get(failure.kind, failure.kind)
    return msgspec.structs.replace(failure, reason=f"{failure.place}: {what}.")
