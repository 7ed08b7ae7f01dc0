"""The audit as Web Annotations (W3C Recommendation, 2017): JSON-LD for annotation clients.

Quotations and positions are of the article's text as read; positions count code points.
"""

from typing import Any, Final, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from onrecord.audit.reports.content.address import address_of
from onrecord.audit.reports.content.wording import LABEL_NAMES, TYPE_NAMES, UNTITLED
from onrecord.audit.reports.options import ReportOptions
from onrecord.audit.reports.visible import one_line
from onrecord.audit.schema.audit import Article, Audit, Claim, Finding
from onrecord.models.types import Source, Span

#: A piece of the document, as JSON has it.
Node: TypeAlias = dict[str, Any]

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
#: Characters of the text that a quotation has before and after it.
AROUND: Final = 32


def render_webannotation(audit: Audit, options: ReportOptions) -> dict[str, str]:
    """One collection with one page, by suffix: an annotation a finding, then one a claim.

    A finding's motivation is ``assessing``, its tags are its level and its rule; a claim's is
    ``classifying``, its tags are its label and, where the model is unsure, ``review``.
    """
    from importlib.metadata import version

    import msgspec

    creator = {"type": "Software", "name": f"OnRecord {version('onrecord')}"}
    maker = _Maker(audit, creator)
    items = [maker.finding(number, one) for number, one in enumerate(audit.findings, 1)]
    items += [maker.claim(one) for one in audit.claims]
    title = one_line(audit.article.title or UNTITLED)
    collection = {
        "@context": CONTEXT,
        "id": maker.identity("collection"),
        "type": "AnnotationCollection",
        "label": f"Sourcing report: {title}",
        "creator": creator,
        "total": len(items),
        "first": {
            "id": maker.identity("page"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    line = msgspec.json.encode(collection)
    if options.pretty:
        line = msgspec.json.format(line, indent=2)
    return {".jsonld": f"{line.decode()}\n"}


class _Maker:
    """Makes the annotations of one audit; the same audit gives them the same identities."""

    def __init__(self, audit: Audit, creator: Node) -> None:
        self._article = audit.article
        self._address = address_of(audit.article.url or audit.article.id)
        self._creator = creator
        self._sources = {source.id: source for source in audit.sources}
        parts = (audit.article.sha256, audit.policy.sha256, audit.model.signature)
        self._seed = uuid5(NAMESPACE_URL, "\n".join((self._address, *parts)))

    def identity(self, name: str) -> str:
        return f"urn:uuid:{uuid5(self._seed, name)}"

    def finding(self, number: int, finding: Finding) -> Node:
        comment = one_line("; ".join([finding.message, *finding.points]))
        bodies = [_comment(comment), _tag(finding.level), _tag(finding.rule)]
        if finding.waived is not None:
            reason = one_line(finding.waived)
            bodies += [_tag("waived"), *([_comment(f"Waived: {reason}")] if reason else [])]
        return self._annotation(f"finding {number}", "assessing", bodies, finding.spans)

    def claim(self, claim: Claim) -> Node:
        source = self._sources.get(claim.source_id) if claim.source_id is not None else None
        bodies = [_comment(_told(claim, source)), _tag(claim.label)]
        bodies += [_tag(name) for name in ("review", "decided") if getattr(claim, name)]
        return self._annotation(f"claim {claim.id}", "classifying", bodies, claim.spans)

    def _annotation(
        self, name: str, motivation: str, bodies: list[Node], spans: list[Span]
    ) -> Node:
        targets = [
            {"source": self._address, "selector": _selectors(self._article, span)} for span in spans
        ]
        return {
            "id": self.identity(name),
            "type": "Annotation",
            "motivation": motivation,
            "creator": self._creator,
            "body": bodies,
            "target": (targets if len(targets) > 1 else targets[0]) if targets else self._address,
        }


def _told(claim: Claim, source: Source | None) -> str:
    told = LABEL_NAMES[claim.label]
    if claim.type is not None:
        told += f" ({TYPE_NAMES[claim.type]})"
    if source is not None:
        told += f": {one_line(source.name)}"
    return f"{told}. Confidence {claim.confidence:.2f}."


def _selectors(article: Article, span: Span) -> list[Node]:
    start, end = span
    position: Node = {"type": "TextPositionSelector", "start": start, "end": end}
    text = article.text
    if text is None:
        return [position]
    quotation: Node = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    return [quotation, position]


def _comment(text: str) -> Node:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/plain",
        "language": "en",
        "purpose": "commenting",
    }


def _tag(text: str) -> Node:
    return {"type": "TextualBody", "value": text, "purpose": "tagging"}
