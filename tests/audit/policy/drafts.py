"""Short invented articles with their sources marked, held against one rule at a time."""

from collections.abc import Mapping

import msgspec

from onrecord.audit.assemble import assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy import Policy, check, load_policy
from onrecord.audit.schema.audit import Audit, Finding, ModelInfo
from onrecord.models.labels import Code, SourceType
from onrecord.models.text.view import TextView
from tests.audit.reports.marked import Said, Who, read_marked

CODES: dict[SourceType, Code] = {
    "person": "P",
    "people": "P",
    "organisation": "O",
    "document": "D",
    "confidential": "X",
    "role": "X",
    "individual": "X",
    "group": "X",
    "unidentified": "Q",
}
MODEL = ModelInfo(name="by hand", version="1", runtime="none", signature="")
STRICT = load_policy("strict")

#: 164 words without a source, a figure or a word of the writer's own.
FILLER = (
    " ".join(
        "The road runs along the river and past the old mill to the harbour of the town."
        for _ in "x" * 10
    )
    + " Boats lie there."
)

LUND = Who("Ada Lund", "person", "government", description="mayor")
BRAY = Who("Tom Bray", "person", "citizen", description="a plumber")
AIDE = Who("a city hall aide", "individual", "government", insider=True)
DENIED = "{1s|%s} {1c|said} {1q|the bridge had been unsafe for years}."
SOURCE = Who("a source", "individual", insider=True)
CHIEF = Who("the fire chief", "role", "government")


def inside(name: str, type: SourceType = "individual") -> Who:
    """Somebody unnamed who speaks from inside."""
    return Who(name, type, "government", insider=True)


def one(words: str, who: Who) -> tuple[str, dict[str, Who], str]:
    """What `findings` takes of an article in which `words` deny something."""
    return DENIED % words, {"s1": who}, "s1"


def draft(marked: str, sources: Mapping[str, Who], said: str, **metadata: str) -> tuple[Audit, str]:
    """The audit of a marked article and its text.

    `said` names the source of each attribution in turn, ``-`` where nobody is given. The style
    is read off the quotation marks.
    """
    lines = [
        Said(
            None if who == "-" else who, "N" if who == "-" else CODES[sources[who].type], "indirect"
        )
        for who in said.split()
    ]
    text, analysis = read_marked(marked, sources, lines)
    view = TextView(text)
    attributions = [
        msgspec.structs.replace(a, style=view.style_of(a.content)) for a in analysis.attributions
    ]
    document = Document(id="draft", text=text, **metadata)  # type: ignore[arg-type]
    found = msgspec.structs.replace(analysis, attributions=attributions)
    return assemble(document, found, model=MODEL, policy=STRICT), text


def findings(
    rule: str, marked: str, sources: Mapping[str, Who], said: str, **metadata: str
) -> list[Finding]:
    """What one rule of the strict policy finds in a marked article."""
    audit, text = draft(marked, sources, said, **metadata)
    return check(only(rule), audit, TextView(text))


def only(rule: str, policy: Policy = STRICT) -> Policy:
    """A policy with one rule of another."""
    rules = tuple(one for one in policy.rules if one.id == rule)
    assert rules, rule
    return msgspec.structs.replace(policy, rules=rules)
