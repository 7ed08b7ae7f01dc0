"""The findings of an audit as SARIF 2.1.0 (OASIS), for code hosts, editors and review tools.

Regions count in the article's text as read, which stands in the file as the contents of its one
artifact: of Markdown and pages it is not the file that was read.
"""

import re
from collections import Counter
from hashlib import sha256
from typing import Any, Final, TypeAlias

from onrecord.audit.reports.content.address import address_of
from onrecord.audit.reports.content.line_columns import LineColumns
from onrecord.audit.reports.content.passages import paragraph_of
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.visible import one_line
from onrecord.audit.schema.audit import Article, Audit, Level
from onrecord.models.text.words import WORD
from onrecord.models.types import Span

#: A piece of the document, as JSON has it.
Node: TypeAlias = dict[str, Any]

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "suggestion": "note"}
#: Square brackets make links in a message (3.11.6 of the standard), braces are placeholders.
_MEANT: Final = str.maketrans({"[": r"\[", "]": r"\]", "\\": r"\\", "{": "{{", "}": "}}"})
_STEP: Final = re.compile(r"(?<=[a-z0-9])-")


def render_sarif(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """One log with one run, by suffix: a result for each finding, waived ones as suppressed.

    `partialFingerprints` tell a finding again in another draft: ``passage/v1`` by its rule and
    the words of its passage, ``sources/v1`` by its rule and the names of its sources. Neither
    depends on where in the article it stands. An audit without text has none: they would tell
    whether guessed words are the right ones.
    """
    from importlib.metadata import version

    import msgspec

    ids = list(dict.fromkeys(finding.rule for finding in audit.findings))
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "OnRecord",
                        "version": version("onrecord"),
                        "rules": [_rule(id) for id in ids],
                        "properties": {
                            "model": f"{audit.model.name} {audit.model.version}",
                            "signature": audit.model.signature,
                            "policy": audit.policy.name,
                            "policySha256": audit.policy.sha256,
                        },
                    }
                },
                "language": "en",
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n"],
                "artifacts": [_artifact(audit.article)],
                "results": _results(audit, ids),
            }
        ],
    }
    line = msgspec.json.encode(log)
    if options.pretty:
        line = msgspec.json.format(line, indent=2)
    return {".sarif": f"{line.decode()}\n"}


def plain(text: str) -> str:
    """`text` on one line as a message, in which nothing is taken for a link or a placeholder."""
    return one_line(text).translate(_MEANT)


def _rule(id: str) -> Node:
    from onrecord.audit.policy.catalogue import asked_for, catalogue

    known = catalogue()
    rule: Node = {"id": id, "name": "".join(part.capitalize() for part in _STEP.split(id))}
    if id in known.rules:
        entry = known.rule(id)
        rule["shortDescription"] = {"text": plain(entry.finds)}
        rule["help"] = {"text": plain(f"Asked for by: {asked_for(entry.standards)}")}
        rule["defaultConfiguration"] = {"level": _LEVELS[entry.level]}
    return rule


def _artifact(article: Article) -> Node:
    artifact: Node = {
        "location": {"uri": address_of(article.id)},
        "roles": ["analysisTarget"],
        "mimeType": "text/plain",
        "encoding": "UTF-8",
        "hashes": {"sha-256": article.sha256},
    }
    if article.text is not None:
        artifact["contents"] = {"text": article.text}
    if article.title:
        artifact["description"] = {"text": plain(article.title)}
    return artifact


def _results(audit: Audit, rules: list[str]) -> list[Node]:
    lines = LineColumns(audit.article.text) if audit.article.text is not None else None
    names = {source.id: source.name for source in audit.sources}
    met: Counter[str] = Counter()
    results = []
    for finding in audit.findings:
        places = [_location(audit.article, span, lines) for span in finding.spans]
        if not places:
            places = [{"physicalLocation": {"artifactLocation": _artifact_location(audit.article)}}]
        result: Node = {
            "ruleId": finding.rule,
            "ruleIndex": rules.index(finding.rule),
            "level": _LEVELS[finding.level],
            "message": {"text": plain("; ".join([finding.message, *finding.points]))},
            "locations": places[:1],
            "properties": {
                "count": finding.count,
                "claims": finding.claim_ids,
                "sources": finding.source_ids,
                "standards": finding.standards,
            },
        }
        if audit.article.text is not None:
            passages = [audit.article.text[slice(*span)] for span in finding.spans]
            sources = [names.get(id, id) for id in finding.source_ids]
            result["partialFingerprints"] = {
                "passage/v1": _fingerprint(met, "passage", finding.rule, passages),
                "sources/v1": _fingerprint(met, "sources", finding.rule, sorted(sources)),
            }
        if len(places) > 1:
            result["relatedLocations"] = [
                {"id": number, **place} for number, place in enumerate(places[1:], 1)
            ]
        if finding.confidence is not None:
            result["properties"]["confidence"] = finding.confidence
        if finding.waived is not None:
            result["suppressions"] = [_suppression(finding.waived)]
        results.append(result)
    return results


def _suppression(reason: str) -> Node:
    suppression: Node = {"kind": "external", "status": "accepted"}
    if reason:
        suppression["justification"] = one_line(reason)
    return suppression


def _location(article: Article, span: Span, lines: LineColumns | None) -> Node:
    region: Node = {"charOffset": span[0], "charLength": span[1] - span[0]}
    if lines is not None and article.text is not None:
        place = lines.place(span)
        region |= {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": {"text": article.text[slice(*span)]},
        }
    location: Node = {
        "physicalLocation": {
            "artifactLocation": _artifact_location(article),
            "region": region,
        }
    }
    paragraph = paragraph_of(article, span)
    if paragraph is not None:
        location["logicalLocations"] = [{"name": f"paragraph {paragraph}", "kind": "element"}]
    return location


def _artifact_location(article: Article) -> Node:
    return {"uri": address_of(article.id), "index": 0}


def _fingerprint(met: Counter[str], kind: str, rule: str, texts: list[str]) -> str:
    """A digest of the rule and the words of `texts`, and how many of the same have been `met`.

    Marks, spaces and capitals may change.
    """
    words = [" ".join(WORD.findall(text)).casefold() for text in texts]
    digest = sha256("\n".join([kind, rule, *words]).encode(errors="replace")).hexdigest()[:32]
    met[digest] += 1
    return f"{digest}:{met[digest]}"
