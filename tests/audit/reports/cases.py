"""Audits that the tests of reports share, assembled by the code that makes real ones."""

from collections.abc import Mapping, Sequence
from functools import cache

from onrecord.audit.assemble import NO_ANALYSIS, assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.models.types import Analysis
from tests.audit.reports.marked import Said, Who, read_marked
from tests.audit.reports.meals import TITLE, meals

MODEL = ModelInfo(
    name="model-of-the-tests",
    version="0.0",
    runtime="none",
    signature="model-of-the-tests 0.0",
)


def audit_of(text: str, analysis: Analysis = NO_ANALYSIS, **metadata: str) -> Audit:
    """The audit of a text; `metadata` as `Document` has it."""
    document = Document(text=text, **{"id": "test", **metadata})
    return assemble(document, analysis, model=MODEL, policy=load_policy("strict"))


def marked_audit(
    marked: str, sources: Mapping[str, Who], said: Sequence[Said], **metadata: str
) -> Audit:
    """The audit of a marked text."""
    text, analysis = read_marked(marked, sources, said)
    return audit_of(text, analysis, **metadata)


@cache
def meals_audit() -> Audit:
    """The audit of the article with every kind of source."""
    text, analysis = meals()
    return audit_of(
        text,
        analysis,
        id="meals",
        title=TITLE,
        publisher="The Marrow Bay Ledger",
        byline="By Ines Okafor",
        date="2025-11-03",
        language="en",
    )


def no_claims() -> Audit:
    """A text in which nothing is claimed."""
    return audit_of("Read more\n")


def no_words() -> Audit:
    """A text without any word."""
    return audit_of("…\n\n* * *\n")


def no_sources() -> Audit:
    """An article that gives no source."""
    return audit_of(
        "The bridge closed on Monday morning. Traffic backed up for six miles into the hills.\n\n"
        "Nobody knows when it will open again.\n"
    )


def only_anonymous() -> Audit:
    """An article in which nobody is named."""
    return marked_audit(
        "{1s|Officials} {1c|said} {1q|the bridge would stay shut until spring}.\n\n"
        "It {2c|reportedly} {2q|needs nine new bearings}.\n",
        {"s1": Who("officials", "group", "government")},
        [Said("s1", "X", "indirect"), Said(None, "N", "indirect")],
    )


def one_sentence() -> Audit:
    """An article of one sentence that is nothing but a quotation."""
    return marked_audit(
        "“{1q|We will be back before the snow.}”\n",
        {},
        [Said(None, "N", "direct")],
    )


#: By name, what is left when an article lacks what most have.
BARE = {
    "no words": no_words,
    "no claims": no_claims,
    "no sources": no_sources,
    "only anonymous": only_anonymous,
    "one sentence": one_sentence,
}
