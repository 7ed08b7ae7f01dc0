"""Kill the desk in the middle of writes, and see that nothing acknowledged is lost.

``desk_kills.py --kills 200`` starts `onrecord desk` on one file again and again. Two clients edit a
piece and decide on another as fast as they are answered, until the process is killed (SIGKILL) at a
random moment. The next one must have every piece and decision that was acknowledged, and the last
text or a later one.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

TEXT = """The bridge over the Ansel will close in May, a city official said on Monday.

Repairs are said to take a year. “We have no other choice,” said Mayor Ada Lund.
"""
WORDS = "a city official"
#: Seconds after the first answer until the kill, at most.
LONGEST = 0.6


class Acknowledged(NamedTuple):
    """What the desk has said that it has: notes of decisions by piece, and numbers of edits."""

    decisions: dict[int, list[str]]
    edits: list[int]


class Desk:
    """A desk in a process of its own, and a client with its cookie."""

    def __init__(self, file: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onrecord.cli", "desk", "--no-browser", "--desk", str(file)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        if found is None:
            raise RuntimeError(f"the desk didn't start: {line}")
        self.address = found[0]

    def client(self) -> httpx2.Client:
        """A client as the page is one."""
        base = self.address.partition("/?")[0]
        client = httpx2.Client(base_url=base, headers={"Origin": base}, timeout=60)
        deadline = time.monotonic() + 60
        while True:
            try:
                client.get(self.address)
                return client
            except httpx2.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def kill(self) -> None:
        """End it as the system does when memory runs out."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def run(kills: int, file: Path, seed: int = 0) -> tuple[int, list[str]]:
    """Kill the desk so many times: how many writes were acknowledged, and what was lost."""
    chance = random.Random(seed)
    done = Acknowledged({}, [])
    lost: list[str] = []
    desk = Desk(file)
    client = desk.client()
    client.put("/api/editor", json={"name": "Ines Marlow"}).raise_for_status()
    client.post("/api/pieces", json={"text": TEXT}).raise_for_status()
    for kill in range(kills):
        begun = threading.Event()
        works = [
            threading.Thread(target=work, args=(desk.client(), done, begun))
            for work in (_edit, _decide)
        ]
        for thread in works:
            thread.start()
        begun.wait(60)
        time.sleep(chance.uniform(0, LONGEST))
        desk.kill()
        for thread in works:
            thread.join()
        desk = Desk(file)
        last = sorted(done.decisions)[-1:]
        lost += [f"kill {kill + 1}: {what}" for what in missing(desk.client(), done, last)]
    lost += [f"in the end: {what}" for what in missing(desk.client(), done, list(done.decisions))]
    desk.kill()
    return sum(map(len, done.decisions.values())) + len(done.edits), lost


def _edit(client: httpx2.Client, done: Acknowledged, begun: threading.Event) -> None:
    """Edit piece 1, each time with the number of the edit at its end, until nobody answers."""
    number = max(done.edits, default=0) + 100  # a write before the kill may have gone through
    try:
        revision = _piece(client, 1)["revision"]
        while True:
            number += 1
            body = {"revision": revision, "text": f"{TEXT}\nEdit {number}.\n"}
            answer = client.put("/api/pieces/1/text", json=body)
            answer.raise_for_status()
            revision = answer.json()["revision"]
            done.edits.append(number)
            begun.set()
    except httpx2.TransportError:
        return


def _decide(client: httpx2.Client, done: Acknowledged, begun: threading.Event) -> None:
    """Decide on a new piece until nobody answers."""
    start = TEXT.index(WORDS)
    on = {"start": start, "end": start + len(WORDS)}
    try:
        answer = client.post("/api/pieces", json={"text": TEXT})
        answer.raise_for_status()
        id, revision = answer.json()["id"], answer.json()["revision"]
        notes = done.decisions.setdefault(id, [])
        while True:
            note = f"decision {len(notes)}"
            decision = {"decision": "source", "on": on, "sector": "justice", "note": note}
            body = {"revision": revision, "decision": decision}
            answer = client.post(f"/api/pieces/{id}/decisions", json=body)
            answer.raise_for_status()
            revision = answer.json()["revision"]
            notes.append(note)
            begun.set()
    except httpx2.TransportError:
        return


def missing(client: httpx2.Client, done: Acknowledged, pieces: list[int]) -> list[str]:
    """What was acknowledged, of these pieces and of all edits, and isn't there."""
    lost = []
    for id in pieces:
        there = [one["decision"]["note"] for one in _piece(client, id)["decisions"]]
        kept = there[: len(done.decisions[id])]
        lost += [f"{note} on piece {id}" for note in done.decisions[id] if note not in kept]
    found = re.search(r"Edit (\d+)\.\n$", _piece(client, 1)["text"])
    if done.edits and (found is None or int(found[1]) < max(done.edits)):
        lost.append(f"edit {max(done.edits)}")
    return lost


def _piece(client: httpx2.Client, id: int) -> dict[str, Any]:
    answer = client.get(f"/api/pieces/{id}")
    answer.raise_for_status()
    piece: dict[str, Any] = answer.json()
    return piece


def main() -> int:
    """Kill, and say what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        writes, lost = run(given.kills, Path(folder) / "onrecord.desk", given.seed)
    print(f"{given.kills} kills, {writes} writes acknowledged, {len(lost)} lost")
    for what in lost:
        print(what, file=sys.stderr)
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
