"""Where the program begins: Ctrl-C ends it in silence, also while it is still being loaded.

Loading takes some tenths of a second, in which Python would answer Ctrl-C with a traceback. So
this module imports next to nothing.
"""

import os
import signal

#: What a shell reports of a program that SIGINT ended.
_INTERRUPTED = 128 + signal.SIGINT


def main() -> int:
    """Run the program with the arguments of the process; its exit code."""
    waiting = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if waiting:
        signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    from onrecord.cli.interrupts import listen
    from onrecord.cli.main import main as run

    try:
        if waiting:
            listen()
        code = run()
        if waiting:
            # The work is done: while Python clears up, Ctrl-C ends the process at once.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code
