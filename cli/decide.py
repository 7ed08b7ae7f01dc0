"""`onrecord decide`: record an editor's decision."""

from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import click

from onrecord.cli import audit_options as options
from onrecord.cli.output.place import Place
from onrecord.models.labels import LABELS, SECTORS, Label, Sector, SourceType

if TYPE_CHECKING:
    from onrecord.audit.ingest.types import Format

# Written out, since importing them from where they are used takes long; tests compare.
ACTIONS: Final = (
    "label",
    "speaker",
    "source",
    "join",
    "split",
    "no-claim",
    "attribution",
    "waive",
)
TYPES: Final = get_args(SourceType)


def _user() -> str:
    """The name of the logged-in user; empty if the system does not know it."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""


@click.command()
@click.argument("article", metavar="PATH|URL|-")
@click.argument("action", type=click.Choice(ACTIONS), metavar="WHAT")
@click.option(
    "--words",
    multiple=True,
    help="The words of the article that the decision is about, quoted exactly; repeatable, for "
    "several passages.",
)
@click.option("--before", default="", help="The text before them, if they occur more than once.")
@click.option("--after", default="", help="The text after them, if they occur more than once.")
@click.option("--label", type=click.Choice(LABELS), help="The label of the claims.")
@click.option("--source", help="The words that mention the speaker.")
@click.option("--cue", help="The words that link source and content (“said”).")
@click.option("--name", help="What the source is called.")
@click.option("--type", "kind", type=click.Choice(TYPES), help="The type of the source.")
@click.option("--sector", type=click.Choice(SECTORS), help="The sector of the source.")
@click.option("--rule", help="The rule whose finding is waived.")
@click.option("--reason", help="Why it is waived.")
@click.option("--note", help="A remark to keep with the decision.")
@click.option("--by", default=_user, show_default="the logged-in user", help="Who decides.")
@click.option(
    "--decisions",
    type=Place(),
    metavar="FILE",
    help="The file to add to; by default NAME.onrecord.jsonl beside the article.",
)
@options.no_config
@options.policy
@options.house
@options.input_format
@options.max_bytes
@options.allow_private
@options.any_language
@options.model
@options.runtime
def decide(
    article: str,
    action: str,
    words: tuple[str, ...],
    before: str,
    after: str,
    label: "Label | None",
    source: str | None,
    cue: str | None,
    name: str | None,
    kind: "SourceType | None",
    sector: "Sector | None",
    rule: str | None,
    reason: str | None,
    note: str | None,
    by: str,
    decisions: Path | None,
    policy: str,
    house: Path | None,
    input_format: "Format | None",
    max_bytes: int,
    allow_private: bool,
    any_language: bool,
    model: Path | None,
    runtime: str | None,
) -> None:
    """Record an editor's decision about an article, for all later audits of it.

    WHAT is one of: label (the label of the claims in a passage), speaker (who makes them), source
    (the name, type or sector of a source), join (several sources are one), split (these mentions
    are a source of their own), no-claim (these words claim nothing), attribution (add one), waive
    (accept a finding). A decision that would change nothing is rejected.
    """
    from onrecord.audit.auditor import Auditor
    from onrecord.audit.decisions.append import append
    from onrecord.audit.decisions.load import as_file, load_decisions, place_beside
    from onrecord.audit.decisions.request import Request, check_effect, decision_of
    from onrecord.audit.ingest.reader import is_url, read_document

    if decisions is None and (article == "-" or is_url(article)):
        raise click.UsageError(
            "Name the file for the decision with --decisions; standard input and web addresses "
            "have no folder to put it in."
        )
    place = decisions or place_beside(article)
    known = load_decisions(place) if place.exists() else None
    document = read_document(
        article,
        max_bytes=max_bytes,
        format=input_format,
        any_language=any_language,
        allow_private=allow_private,
    )
    auditor = Auditor.load(model, runtime=runtime, policy=policy, house=house)
    request = Request(
        action=action,
        words=words,
        before=before,
        after=after,
        label=label,
        source=source,
        cue=cue,
        name=name,
        type=kind,
        sector=sector,
        rule=rule,
        reason=reason,
        note=note,
    )
    audit = auditor.audit(document, decisions=known)
    decision = decision_of(request, audit, by=by, at=datetime.now(UTC))
    check_effect(auditor.audit(document, decisions=as_file([decision])))
    append(decision, place)
    click.echo(f"{place}: {action} decided by {by}.")
