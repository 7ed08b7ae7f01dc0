"""Findings as the page lists them: with their passages as links and their sources by name."""

from typing import NamedTuple

from onrecord.audit.balance.top_level import speaking
from onrecord.audit.policy.catalogue import asked_for
from onrecord.audit.reports.content.decided import waiver
from onrecord.audit.reports.content.passages import Passage, in_sentence, offsets, paragraph_of
from onrecord.audit.reports.content.verdict import ranked
from onrecord.audit.reports.html.article import passage_id
from onrecord.audit.schema.audit import Article, Audit, Finding
from onrecord.models.types import Source, Span


class PassageView(NamedTuple):
    """A passage of a finding: its id in the page, what its link says, its offsets in figures."""

    id: str
    words: str
    offsets: str


class FindingView(NamedTuple):
    """A finding with its number in the audit; quote: its first passage."""

    number: int
    finding: Finding
    quote: Passage | None
    passages: list[PassageView]
    sources: list[Source]

    @property
    def message(self) -> str:
        """What the finding says; who asks for it is `asked_for`."""
        return self.finding.message

    @property
    def points(self) -> list[str]:
        """What else the finding says, a sentence or two each."""
        return self.finding.points

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self.finding.rule

    @property
    def waiver(self) -> str | None:
        """Why an editor let it pass, in a sentence; None: it stands."""
        return waiver(self.finding)

    @property
    def asked_for(self) -> str:
        """The published standards that ask for it."""
        return asked_for(self.finding.standards)


def findings_view(audit: Audit) -> list[FindingView]:
    """All findings, the gravest first."""
    sources = {source.id: source for source in speaking(audit.sources, audit.claims)}
    return [
        FindingView(
            number,
            finding,
            in_sentence(audit.article, finding.spans[0]) if finding.spans else None,
            _passages(audit.article, number, finding.spans),
            [sources[key] for key in finding.source_ids if key in sources],
        )
        for number, finding in ranked(audit)
    ]


def _passages(article: Article, finding: int, spans: list[Span]) -> list[PassageView]:
    """The passages of a finding, the first in each paragraph: one link a paragraph is enough."""
    shown: list[PassageView] = []
    seen: set[int] = set()
    for i, span in enumerate(spans):
        paragraph = paragraph_of(article, span)
        if paragraph is not None and paragraph not in seen:
            seen.add(paragraph)
            shown.append(PassageView(passage_id(finding, i), f"¶ {paragraph}", offsets([span])))
    return shown
