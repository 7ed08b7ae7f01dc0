"""The end of a desk that audits in the background."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desk.drafts import FERRY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs the processes in /proc"),
]
PATIENCE = 120


def children_of(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # After the name, which may hold anything, come the state and the parent.
            told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if int(told.rpartition(")")[2].split()[1]) == parent:
            found.append(int(folder.name))
    return found


def in_background(desk: "subprocess.Popen[bytes]") -> int:
    """The number of the desk's only child, once it has lowered its priority."""
    deadline = time.monotonic() + PATIENCE
    while True:
        assert desk.poll() is None
        assert time.monotonic() < deadline
        with suppress(ProcessLookupError):
            found = children_of(desk.pid)
            if [os.getpriority(os.PRIO_PROCESS, one) for one in found] == [19]:
                return found[0]
        time.sleep(0.05)


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGINT])
def test_the_process_in_the_background_gives_way_to_others_and_ends_with_the_desk(
    tmp_path: Path, signalled: signal.Signals
) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY * 40, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord.cli", "desk", "--no-browser", "--no-config"]
    with subprocess.Popen(
        [*command, str(tmp_path)], stdout=subprocess.PIPE, preexec_fn=_heeding_ctrl_c
    ) as desk:
        try:
            assert desk.stdout is not None
            assert b"?token=" in desk.stdout.readline()
            background = in_background(desk)
            desk.send_signal(signalled)
            desk.wait(PATIENCE)
        finally:
            desk.kill()
    assert not Path(f"/proc/{background}").exists()
    assert (tmp_path / "onrecord.desk").is_file()


def _heeding_ctrl_c() -> None:
    """Programs that a shell runs in the background are started with Ctrl-C switched off."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
