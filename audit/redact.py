"""An audit without the words of its article, for drafts that are confidential."""

import msgspec

from onrecord.audit.schema.audit import Article, Audit, DecisionNote, Decisions, Finding
from onrecord.models.types import Source


def without_text(audit: Audit) -> Audit:
    """`audit` with offsets, labels, counts and figures, and no word of the article.

    Left out are the text, headline, byline and author, the address (it mostly spells the
    headline) and the links of the article; of a source its description and the reason as written
    (its type stays); its name becomes its id. The message of a finding, which
    may quote, becomes what its rule looks for; its points go, the reason for waiving it becomes
    empty, and notes on decisions quote no words. What the user or the policy brought
    stays: id, publisher, section, date, language, genre, standards. The SHA-256 of the text
    stays, so that an audit can be matched with its draft.
    """
    return msgspec.structs.replace(
        audit,
        article=_article(audit.article),
        sources=[_source(source) for source in audit.sources],
        findings=[_finding(finding) for finding in audit.findings],
        decisions=audit.decisions and _decisions(audit.decisions),
    )


def _decisions(decisions: Decisions) -> Decisions:
    def bare(notes: list[DecisionNote]) -> list[DecisionNote]:
        return [msgspec.structs.replace(one, words=None) for one in notes]

    return msgspec.structs.replace(
        decisions,
        fuzzy=bare(decisions.fuzzy),
        overruled=bare(decisions.overruled),
        unmatched=bare(decisions.unmatched),
        # What is wrong with a line may be told by what it says.
        unreadable=[msgspec.structs.replace(n, message="") for n in decisions.unreadable],
    )


def _article(article: Article) -> Article:
    return msgspec.structs.replace(
        article, text=None, title=None, byline=None, author=None, url=None, links=[]
    )


def _source(source: Source) -> Source:
    grant = source.grant and msgspec.structs.replace(source.grant, reason=None)
    return msgspec.structs.replace(source, name=source.id, description=None, grant=grant)


def _finding(finding: Finding) -> Finding:
    from onrecord.audit.policy.catalogue import catalogue

    rule = catalogue().rules.get(finding.rule)
    return msgspec.structs.replace(
        finding,
        message=rule.finds if rule else finding.rule,
        points=[],
        waived=None if finding.waived is None else "",
    )
