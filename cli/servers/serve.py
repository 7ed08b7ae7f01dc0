"""`onrecord serve`: audits for programs, over HTTP."""

from pathlib import Path

import click

from onrecord.cli import audit_options as options
from onrecord.cli.servers.extra import needs_desk


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8_470,
    show_default=True,
    help="The port to listen at; 0 takes any that is free.",
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file with the token that clients must send; ONRECORD_TOKEN may hold it instead. "
    "Needed where other machines can reach the address.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="Audit in so many processes, each with its own model; one a CPU, up to 4, if not given.",
)
@click.option(
    "--queue",
    "most_waiting",
    type=click.IntRange(min=1),
    default=32,
    show_default=True,
    help="Drafts that may wait; more are refused with 429.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="Give an audit up that takes longer.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=1),
    default=400,
    show_default=True,
    help="Replace a process that has grown by more megabytes after a draft.",
)
@options.no_config
@options.policy
@options.house
@options.max_bytes
@options.any_language
@options.model
@options.runtime
def serve(
    host: str,
    port: int,
    token_file: Path | None,
    processes: int | None,
    most_waiting: int,
    seconds: float,
    memory: int,
    policy: str,
    house: Path | None,
    max_bytes: int,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> None:
    """Audit drafts for programs, such as a CMS: POST /audits, POST /diffs, GET /rules.

    Nothing that is sent is kept or written to a log. Ctrl-C ends it.
    """
    needs_desk()
    from onrecord.audit.batch.run.memory_bound import enough_memory
    from onrecord.audit.house.types import NO_HOUSE
    from onrecord.audit.policy.load import load_policy
    from onrecord.cli.output.notes import house_of
    from onrecord.desk.service.jobs import Start
    from onrecord.desk.service.run_service import Conditions, run_service
    from onrecord.desk.service.token import token_of

    start = Start(
        model=None if model is None else str(model.resolve()),
        runtime=runtime,
        policy=load_policy(policy),
        house=house_of(house) or NO_HOUSE,
        max_bytes=max_bytes,
        any_language=any_language,
        memory=enough_memory(max_bytes),
        growth=memory * 1_000_000,
    )
    conditions = Conditions(
        host=host,
        port=port,
        processes=processes,
        most_waiting=most_waiting,
        seconds=seconds,
        token=token_of(token_file),
    )
    run_service(start, conditions, say=lambda address: click.echo(f"The service: {address}"))
