"""Fictional articles, and corpora made of them."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from onrecord.audit.batch.corpus.batches import batches
from onrecord.audit.batch.corpus.corpus import Corpus
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.types import Entry, ReadOptions

TOWNS = ("Brackwater", "Harlow Quay", "Ostrey", "Pellmoor", "Tarn Cross", "Veldham")
PEOPLE = ("Nora Quill", "Tom Roe", "Ines Marsh", "Adam Vane", "Lena Fosk", "Piotr Wels")
THINGS = ("ferry pier", "old library", "tram line", "grain market", "night bus", "harbour wall")


def story(number: int) -> str:
    """A short article, unlike that of any other number under 200."""
    town = TOWNS[number % 6]
    person = PEOPLE[(number // 6) % 6]
    thing = THINGS[(number * 5 + number // 36) % 6]
    return (
        f"{town.upper()} — The council of {town} will close the {thing} in {1990 + number}, Mayor "
        f"{person} said on Tuesday.\n\n"
        f"“It was vote number {number} and a hard choice,” {person} said. “But the {thing} of "
        f"{town} is not safe.”\n\n"
        f"A senior engineer, who spoke on the condition of anonymity, said that {number + 7} of "
        f"its beams had been rotten since {1900 + number}.\n\n"
        f"The {thing} was built by {number + 30} workers and paid for by a lottery that nobody in "
        f"{town} had heard of before.\n"
    )


def rows(count: int, start: int = 0) -> list[dict[str, object]]:
    """Records with a text and metadata."""
    return [
        {
            "id": f"n{number}",
            "text": story(number),
            "title": f"Story {number}",
            "publisher": ("The Courier", "The Ledger")[number % 2],
            "date": f"2024-0{1 + number % 3}-1{number % 10}",
        }
        for number in range(start, start + count)
    ]


def jsonl(path: Path, records: Sequence[object]) -> Path:
    """Write `records` as JSON Lines; bytes go in as they are."""
    lines = [r if isinstance(r, bytes) else msgspec.json.encode(r) for r in records]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def read(
    names: Sequence[str | Path], scratch: Path, options: ReadOptions | None = None
) -> list[Entry]:
    """All entries of a corpus; what has been seen lies in the folder `scratch`."""
    corpus = Corpus([str(name) for name in names], options or ReadOptions())
    seen = Seen(scratch / "seen.sqlite")
    seen.forget(0)
    try:
        found = batches(corpus, seen, start=0, stop=lambda: False, left_out=False)
        return [entry for batch in found for entry in batch]
    finally:
        seen.close()


def ids(entries: Sequence[Entry]) -> list[str]:
    """Ids of the articles that could be read."""
    return [entry.document.id for entry in entries if entry.document is not None]


def kinds(entries: Sequence[Entry]) -> list[str]:
    """Kinds of the failures."""
    return [entry.failure.kind for entry in entries if entry.failure is not None]
