"""Runs a command and prints its seconds and its peak memory in megabytes (10^6 bytes).

The kernel counts what a process held before it became the command, too: hence this small one
in between.
"""

import os
import subprocess
import sys
from time import perf_counter

#: What `ru_maxrss` counts: kilobytes, on macOS bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> int:
    """Run ``sys.argv[1:]``, its output thrown away; its exit status."""
    start = perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"{seconds} {usage.ru_maxrss * _UNIT / 1e6}")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
