"""The `onrecord` program: runs a command, turns what goes wrong into a line and an exit code."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final, TextIO

import click

from onrecord.cli.interrupts import heard
from onrecord.cli.lazy import lazy_group
from onrecord.cli.output.messages import complain
from onrecord.cli.output.outcome import CRASHED, FAILED, INTERRUPTED
from onrecord.cli.output.streams import standard_streams
from onrecord.models.errors import OnRecordError

#: What a shell reports of a program that SIGPIPE ended: its reader had enough.
CUT_OFF: Final = 128 + 13
#: What looking up a name raises that somebody got wrong, or may not look up.
UNFINDABLE: Final = (errno.ENAMETOOLONG, errno.ELOOP, errno.EACCES)
#: What writing to stdout raises on a full or failing disk, or where stdout is closed.
UNWRITABLE: Final = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG, errno.EBADF)

COMMANDS: Final = {
    "audit": "onrecord.cli.audit:audit",
    "diff": "onrecord.cli.diff:diff",
    "decide": "onrecord.cli.decide:decide",
    "desk": "onrecord.cli.servers.desk:desk",
    "serve": "onrecord.cli.servers.serve:serve",
    "rules": "onrecord.cli.rules:rules",
    "batch": "onrecord.cli.batch:batch",
    "eval": "onrecord.cli.eval.group:evaluation",
    "train": "onrecord.cli.train:train",
    "export": "onrecord.cli.export:export",
}


@lazy_group("onrecord", COMMANDS)
@click.version_option(package_name="onrecord", message="%(prog)s %(version)s")
def onrecord() -> None:
    """Audit how news articles are sourced: who said what, named, anonymous or unsourced.

    Exit codes: 0 success; 1 findings at or above --fail-on, or a failed gate; 2 invalid
    arguments or input (with several inputs, the others are still processed); 70 an internal
    error.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with `arguments` (default: those of the process); its exit code."""
    with standard_streams():
        return _main(arguments)


def _main(arguments: Sequence[str] | None) -> int:
    # The program shows its own progress; transformers would count weights on stderr.
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)
        return CUT_OFF
    except OSError as error:
        if error.errno not in UNWRITABLE:
            return _crash()
        _discard(sys.stdout)
        return _fail(f"the output can't be written ({error.strerror}).")
    except Exception:
        return _crash()
    return code


def _run(arguments: list[str]) -> int:
    if any("\0" in argument for argument in arguments):
        return _fail("an argument contains a NUL character, which no path or name can contain.")
    # Not `onrecord.main()`, which would turn a closed pipe into exit code 1: findings.
    try:
        with onrecord.make_context("onrecord", arguments) as context:
            result = onrecord.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return FAILED
    except click.UsageError as error:
        hint = f" See '{error.ctx.command_path} --help'." if error.ctx else ""
        return _fail(error.format_message() + hint)
    except click.ClickException as error:
        return _fail(error.format_message())
    except OnRecordError as error:
        return _fail(str(error))
    except OSError as error:
        if error.errno not in UNFINDABLE or error.filename is None:
            raise
        return _fail(f"{error.filename} can't be used ({error.strerror}); check the path.")
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _fail(message: str) -> int:
    if heard():
        return INTERRUPTED
    complain(message)
    return FAILED


def _crash() -> int:
    """Show a bug in OnRecord; Python's own exit code for one is 1, which says findings.

    It is none if Ctrl-C came: a C library that was being loaded says "initialization failed".
    """
    if heard():
        return INTERRUPTED
    traceback.print_exc()
    complain(
        "This is a bug in OnRecord, not a mistake of yours; please report it with the lines above."
    )
    return CRASHED


def _discard(stream: TextIO) -> None:
    """Point a stream that can't be written at nothing, so that closing it doesn't fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
