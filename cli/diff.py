"""`onrecord diff`: what changed in the sourcing between two drafts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import audit_options as options
from onrecord.cli.output.outcome import FAILED, Outcome
from onrecord.cli.output.place import Place

if TYPE_CHECKING:
    from onrecord.audit.ingest.types import Format
    from onrecord.audit.schema.audit import Level

# Written out, since importing them from where they are used takes long; tests compare.
FORMATS: Final = ("terminal", "html", "md", "json")
LEVELS: Final = ("error", "warning", "suggestion")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Output format; by default taken from the file extension of -o, else terminal.",
)
@click.option("-o", "--output", type=Place(), help="File to write to.")
@options.no_config
@options.policy
@options.house
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    help="Exit with 1 if NEW has a finding at this level or above that OLD does not have.",
)
@options.decisions
@options.no_text
@click.option("--pretty", is_flag=True, help="Indent the JSON output.")
@options.input_format
@options.max_bytes
@options.allow_private
@options.any_language
@options.model
@options.runtime
def diff(
    old: str,
    new: str,
    form: str | None,
    output: Path | None,
    policy: str,
    house: Path | None,
    fail_on: Level | None,
    decisions: Path | None,
    no_text: bool,
    pretty: bool,
    input_format: Format | None,
    max_bytes: int,
    allow_private: bool,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> int:
    """Compare how two drafts of an article, OLD and NEW, are sourced.

    Each is a text, Markdown, HTML or Word file, a web address, or - for standard input.
    """
    from onrecord.audit.auditor import Auditor
    from onrecord.audit.diff.compare_drafts import compare_drafts, diff_without_text, new_findings
    from onrecord.audit.ingest.reader import read_document
    from onrecord.audit.policy import fails, load_policy
    from onrecord.cli.audit import decided_beside
    from onrecord.cli.output.diff_destination import deliver, diff_format
    from onrecord.cli.output.notes import house_of, tell_decisions
    from onrecord.cli.output.terminal import look_of

    if old == new == "-":
        raise click.UsageError("Only one of the two drafts can come from standard input.")
    chosen = diff_format(form, output, (old, new))
    rules = load_policy(policy)
    known = house_of(house)
    settings = click.get_current_context().meta.get(options.SETTINGS)
    outcome = Outcome()
    documents = [
        outcome.attempt(
            read_document,
            draft,
            max_bytes=max_bytes,
            format=input_format,
            any_language=any_language,
            allow_private=allow_private,
        )
        for draft in (old, new)
    ]
    drafts = [document for document in documents if document is not None]
    if len(drafts) < len(documents):
        return FAILED
    decided = decisions or partial(decided_beside, outcome)
    auditor = Auditor.load(model, runtime=runtime, policy=rules, decisions=decided, house=known)
    before, after = auditor.audit_many(drafts)
    for audit in (before, after):
        tell_decisions(audit)
    found = compare_drafts(before, after)
    shown = diff_without_text(found) if no_text else found
    deliver(shown, chosen, output, look_of(model, brief=False, pretty=pretty, settings=settings))
    outcome.found = fail_on is not None and fails(new_findings(found), fail_on)
    return outcome.code
