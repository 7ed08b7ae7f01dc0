"""Audits made without a model, for what is added up over many of them."""

from onrecord.audit.assemble import assemble
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.models.types import Analysis, Source
from tests.audit.said import said, spans_of

MODEL = ModelInfo(name="by hand", version="1", runtime="none", signature="0" * 16)


def audit_of(
    number: int,
    *,
    named: int,
    unsourced: int,
    publisher: str | None = None,
    date: str | None = None,
    author: str | None = None,
    source: str = "Nora Quill",
) -> Audit:
    """An audit with so many words in its one named claim and in its one unsourced claim.

    The source's words and the cue are in no claim; claims under four words are none.
    """
    first = " ".join(["alpha"] * (named - 1) + [f"beta{number}"])
    second = " ".join(["The"] + ["gamma"] * (unsourced - 2) + [f"delta{number}"])
    text = f"{first}, {source} said.\n\n{second}.\n"
    (mention,) = spans_of(text, [source])
    found = Analysis(
        attributions=[said(text, first, source=source, cue="said")],
        sources=[
            Source(
                id="s1",
                name=source,
                label="named",
                type="person",
                sector="government",
                mentions=[mention],
            )
        ],
        grants=[],
    )
    document = Document(id=f"n{number}", text=text, publisher=publisher, date=date, author=author)
    return assemble(document, found, model=MODEL, policy=load_policy("default"))
