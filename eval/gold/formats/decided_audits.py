"""Audits that editors have decided on, read as gold: ``onrecord audit --format json`` writes them.

What no editor has changed is the model's answer, taken to be right by the editor of the rest.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.schema.audit import SCHEMA, Audit
from onrecord.eval.gold.analysis import as_gold
from onrecord.eval.gold.annotated import AnnotatedArticle, annotated
from onrecord.eval.gold.file_contents import BYTE_ORDER_MARK, read_bytes
from onrecord.eval.gold.problems import Problems
from onrecord.eval.gold.types import GoldArticle, GoldAttribution
from onrecord.eval.gold.validate import checked, unique
from onrecord.models.types import Analysis

#: What an audit's JSON begins with, blanks left out.
_HEAD: Final = b'{"schema":"onrecord.audit/'
_LOOK: Final = 200


def is_audit(content: bytes) -> bool:
    """Whether the content of a file begins with an audit."""
    return b"".join(content[:_LOOK].split()).startswith(_HEAD)


def read_audits(path: Path, problems: Problems) -> list[tuple[str, AnnotatedArticle]]:
    """The decided audits of a file (one, or one a line) or of the ``.json`` files of a folder.

    An audit without its text, or on which nobody has decided anything, goes to `problems`. How
    many of an article's claims were decided is in its metadata.

    Raises:
        GoldError: a file can't be read, or `problems` is strict and an audit can't be used.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    found = [(str(file), article) for file in files for article in _articles(file, problems)]
    file_of = {article.id: file for file, article in found}
    return [(file_of[one.id], annotated(one)) for one in unique(found, problems)]


def _articles(file: Path, problems: Problems) -> Iterator[GoldArticle]:
    content = read_bytes(file).removeprefix(BYTE_ORDER_MARK).strip()
    lines = content.split(b"\n") if content.split(b"\n", 1)[0].endswith(b"}") else [content]
    for number, line in enumerate(lines, start=1):
        try:
            audit = msgspec.json.decode(line, type=Audit)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            problems.fault(str(file), f"line {number}", f"it is not an audit of {SCHEMA}: {error}")
            continue
        if audit.article.text is None:
            problems.fault(str(file), audit.article.id, "it was written without its text")
        elif audit.decisions is None or not audit.decisions.applied:
            problems.fault(str(file), audit.article.id, "no editor has made a decision on it")
        else:
            yield checked(_gold(audit, audit.article.text), str(file), problems)


def _gold(audit: Audit, text: str) -> GoldArticle:
    """An audit as gold; claims in the writer's own voice that were decided have code A."""
    known = ("publisher", "section", "date", "url", "genre", "title")
    fields = {name: getattr(audit.article, name) for name in known}
    meta = {name: str(value) for name, value in fields.items() if value}
    meta["claims"] = str(len(audit.claims))
    meta["decided_claims"] = str(sum(claim.decided for claim in audit.claims))
    analysis = Analysis(attributions=audit.attributions, sources=audit.sources, grants=[])
    article = as_gold(analysis, id=audit.article.id, text=text, meta=meta)
    nested = {one.id for one in audit.attributions if one.parent_id is not None}
    own = [
        GoldAttribution(id=f"own-{claim.id}", source=[], cue=[], content=claim.spans, code="A")
        for claim in audit.claims
        if claim.decided and claim.label == "unsourced"
    ]
    return msgspec.structs.replace(
        article,
        attributions=[one for one in article.attributions if one.id not in nested] + own,
        nested=[one for one in article.attributions if one.id in nested],
    )
