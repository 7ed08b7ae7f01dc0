"""`onrecord desk`: the review desk in a browser, on this machine."""

from pathlib import Path

import click

from onrecord.cli import audit_options as options
from onrecord.cli.output.place import Place
from onrecord.cli.servers.extra import needs_desk


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--desk",
    "file",
    type=Place(),
    metavar="FILE",
    help="The file that keeps the work; onrecord.desk beside the drafts if not given.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="Where to listen on this machine; any free port if not given.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@options.no_config
@options.policy
@options.house
@options.max_bytes
@options.any_language
@options.model
@options.runtime
def desk(
    paths: tuple[Path, ...],
    file: Path | None,
    port: int,
    no_browser: bool,
    policy: str,
    house: Path | None,
    max_bytes: int,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> None:
    """Review drafts in the browser: read, edit, correct, compare, sign off.

    PATH is a draft or a folder of them. Everything stays on this machine. Ctrl-C ends it.
    """
    needs_desk()
    from onrecord.audit.auditor import Auditor
    from onrecord.cli.output.messages import complain
    from onrecord.cli.output.notes import house_of
    from onrecord.desk.pieces.piece_imports import Limits
    from onrecord.desk.web.start import desk_file_for, run_desk

    known = house_of(house)
    run_desk(
        paths,
        file or desk_file_for(paths),
        Auditor.load(model, runtime=runtime, policy=policy),
        known,
        Limits(max_bytes, any_language),
        model=model,
        port=port,
        browser=not no_browser,
        say=lambda address: click.echo(f"The desk: {address}"),
        complain=complain,
    )
