"""`onrecord audit`: one or more articles."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import audit_options as options
from onrecord.cli.output.outcome import Outcome
from onrecord.cli.output.place import Place
from onrecord.cli.output.progress import Bar, progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.audit.decisions.types import DecisionFile
    from onrecord.audit.ingest.types import Document, Format
    from onrecord.audit.schema.audit import Level

# Written out, since importing them from where they are used takes long; tests compare.
FORMATS: Final = ("terminal", "html", "md", "csv", "json", "sarif", "webannotation", "docx")
LEVELS: Final = ("error", "warning", "suggestion")


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Output format; by default taken from the file extension of -o, else terminal.",
)
@click.option(
    "-o",
    "--output",
    type=Place(),
    help="File to write to; with several articles, a folder.",
)
@options.no_config
@options.policy
@options.house
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    help="Exit with 1 if there is a finding at this level or above.",
)
@options.decisions
@options.no_text
@click.option("--brief", is_flag=True, help="Leave out the marked article (terminal format).")
@click.option("--pretty", is_flag=True, help="Indent the JSON output.")
@click.option("--title", help="The headline, if the input does not give it.")
@click.option("--byline", help="The byline, if the input does not give it.")
@click.option("--publisher", help="The publisher, if the input does not give it.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date, if the input does not give it.",
)
@options.input_format
@options.max_bytes
@options.allow_private
@options.any_language
@options.model
@options.runtime
def audit(
    articles: tuple[str, ...],
    form: str | None,
    output: Path | None,
    policy: str,
    house: Path | None,
    fail_on: Level | None,
    decisions: Path | None,
    no_text: bool,
    brief: bool,
    pretty: bool,
    title: str | None,
    byline: str | None,
    publisher: str | None,
    date: datetime | None,
    input_format: Format | None,
    max_bytes: int,
    allow_private: bool,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> int:
    """Audit articles: text, Markdown, HTML, Word files, web addresses, or - for standard input."""
    from msgspec.structs import replace

    from onrecord.audit.auditor import Auditor
    from onrecord.audit.ingest.errors import legible
    from onrecord.audit.policy import fails, load_policy
    from onrecord.audit.redact import without_text
    from onrecord.cli.output.destination import destination_of, format_by_ending
    from onrecord.cli.output.messages import tell_written
    from onrecord.cli.output.notes import house_of, tell_decisions
    from onrecord.cli.output.terminal import look_of

    day = date.date().isoformat() if date else None
    metadata = {"title": title, "byline": byline, "publisher": publisher, "date": day}
    given = {name: legible(value) for name, value in metadata.items() if value is not None}
    if given and len(articles) > 1:
        raise click.UsageError(
            f"--{next(iter(given))} applies to a single article; audit them one at a time."
        )
    if decisions is not None and len(articles) > 1:
        raise click.UsageError("--decisions applies to a single article; audit them one at a time.")
    destination = destination_of(output, form or format_by_ending(output), articles)
    rules = load_policy(policy)
    known = house_of(house)
    settings = click.get_current_context().meta.get(options.SETTINGS)
    outcome = Outcome()
    with progress("Auditing", len(articles) if len(articles) > 1 else None) as bar:
        documents = _documents(
            articles,
            given,
            outcome,
            bar,
            max_bytes=max_bytes,
            format=input_format,
            any_language=any_language,
            allow_private=allow_private,
            keep_original=form == "docx",
        )
        originals: deque[bytes | None] = deque()
        documents = _set_aside(documents, originals)
        first = next(documents, None)
        if first is None:
            return outcome.code
        decided = decisions or partial(decided_beside, outcome)
        auditor = Auditor.load(model, runtime=runtime, policy=rules, decisions=decided, house=known)
        look = look_of(model, brief=brief, pretty=pretty, settings=settings)
        for audit in auditor.audit_many(chain([first], documents)):
            with bar.hidden():
                shown = without_text(audit) if no_text else audit
                tell_decisions(audit)
                own = replace(look, original=originals.popleft())
                outcome.attempt(destination.deliver, shown, own)
            outcome.found |= fail_on is not None and fails(audit.findings, fail_on)
            bar.advance()
    tell_written(destination.written)
    return outcome.code


def decided_beside(outcome: Outcome, document: Document) -> DecisionFile | None:
    """What editors have decided on a file, as it lies beside it; what is wrong with it is said."""
    from onrecord.audit.decisions.load import decisions_beside, load_decisions
    from onrecord.audit.ingest.reader import is_url

    if is_url(document.id) or document.id == "stdin":
        return None
    path = decisions_beside(document.id)
    return None if path is None else outcome.attempt(load_decisions, path)


def _documents(
    articles: tuple[str, ...],
    metadata: dict[str, str],
    outcome: Outcome,
    bar: Bar,
    *,
    max_bytes: int,
    format: Format | None,
    any_language: bool,
    allow_private: bool,
    keep_original: bool,
) -> Iterator[Document]:
    """The articles that can be read, one by one; what is wrong with the others is said."""
    from msgspec.structs import replace

    from onrecord.audit.ingest.reader import read_document

    for article in articles:
        document = outcome.attempt(
            read_document,
            article,
            max_bytes=max_bytes,
            format=format,
            any_language=any_language,
            allow_private=allow_private,
            keep_original=keep_original,
        )
        if document is None:
            bar.advance()
        else:
            yield replace(document, **metadata)


def _set_aside(documents: Iterator[Document], originals: deque[bytes | None]) -> Iterator[Document]:
    """The documents, whose bytes go to `originals`: audits come in the same order."""
    from msgspec.structs import replace

    for document in documents:
        originals.append(document.original)
        yield replace(document, original=None)
