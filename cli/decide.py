"""`onrecord decide`: write down what an editor has settled."""

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
    """The name of whoever is logged in; empty where the system doesn't know."""
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
    help="The words of the article that this is about, word for word; several times for several "
    "passages.",
)
@click.option("--before", default="", help="What stands before them, where they stand repeatedly.")
@click.option("--after", default="", help="What stands after them, where they stand repeatedly.")
@click.option("--label", type=click.Choice(LABELS), help="The label of the claims.")
@click.option("--source", help="The words that mention the speaker.")
@click.option("--cue", help="The words between source and content (“said”).")
@click.option("--name", help="What the source is called.")
@click.option("--type", "kind", type=click.Choice(TYPES), help="The type of the source.")
@click.option("--sector", type=click.Choice(SECTORS), help="The sector of the source.")
@click.option("--rule", help="The rule whose finding may stand.")
@click.option("--reason", help="Why it may.")
@click.option("--note", help="A remark to keep with the decision.")
@click.option("--by", default=_user, show_default="the user who is logged in", help="Who decides.")
@click.option(
    "--decisions",
    type=Place(),
    metavar="FILE",
    help="The file to add to; NAME.onrecord.jsonl beside the article if not given.",
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
    """Decide something about an article, which all later audits of it take over.

    WHAT is one of: label (what the claims in a passage are), speaker (whose they are), source
    (what a source is called, its type, its sector), join (several sources are one), split (these
    mentions are a source of their own), no-claim (these words claim nothing), attribution (add
    one), waive (let a finding pass). A decision that has no effect is refused.
    """
    from onrecord.audit.auditor import Auditor
    from onrecord.audit.decisions.append import append
    from onrecord.audit.decisions.load import as_file, load_decisions, place_beside
    from onrecord.audit.decisions.request import Request, check_effect, decision_of
    from onrecord.audit.ingest.reader import is_url, read_document

    if decisions is None and (article == "-" or is_url(article)):
        raise click.UsageError("Nothing lies beside this article; name a file with --decisions.")
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
