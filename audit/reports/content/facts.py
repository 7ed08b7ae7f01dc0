"""Single figures of a balance, worded for a list."""

from typing import NamedTuple

from onrecord.audit.reports.content.wording import REASON_NAMES, counted, number, percent
from onrecord.audit.schema.audit import Audit
from onrecord.models.labels import Label


class Fact(NamedTuple):
    """A figure with its name; claim_id: the claim that a reader would look at, if there is one."""

    name: str
    value: str
    claim_id: str | None = None


def facts(audit: Audit) -> list[Fact]:
    """The figures that no chart shows; those that cannot be computed are left out."""
    return [
        *_first_sources(audit),
        *_concentration(audit),
        *_officials(audit),
        *_reasons(audit),
        *_thin_places(audit),
    ]


def _first_sources(audit: Audit) -> list[Fact]:
    position = audit.balance.position
    found: list[Fact] = []
    if position.lede is not None:
        counts: dict[Label, int] = {
            "named": position.lede.named,
            "anonymous": position.lede.anonymous,
            "unsourced": position.lede.unsourced,
        }
        words = sum(counts.values())
        parts = [f"{label} {percent(n / words)}" for label, n in counts.items() if n]
        found.append(Fact("Opening paragraph", ", ".join(parts)))
    if position.first_source_paragraph is not None:
        found.append(_first(audit, "First source", position.first_source_paragraph, None))
    if position.first_named_paragraph is not None:
        found.append(_first(audit, "First named source", position.first_named_paragraph, "named"))
    elif audit.balance.totals.claims:
        found.append(Fact("First named source", "none"))
    return found


def _first(audit: Audit, name: str, paragraph: int, label: Label | None) -> Fact:
    claim = next(
        (
            one.id
            for one in audit.claims
            if one.paragraph == paragraph
            and one.label != "unsourced"
            and label in (None, one.label)
        ),
        None,
    )
    return Fact(name, f"paragraph {number(paragraph + 1)}", claim)


def _concentration(audit: Audit) -> list[Fact]:
    concentration = audit.balance.concentration
    if concentration.effective_sources is None or concentration.inverse_simpson is None:
        return []
    return [
        Fact(
            "Effective number of sources",
            f"{concentration.effective_sources:.1f} of {number(concentration.sources)} "
            f"(by inverse Simpson {concentration.inverse_simpson:.1f})",
        )
    ]


def _officials(audit: Audit) -> list[Fact]:
    officials = audit.balance.officials
    if officials.share_of_sources is None:
        return []
    return [
        Fact(
            "Official sources",
            f"{number(officials.sources)} of {number(audit.balance.sources.total)}, "
            f"{percent(officials.share_of_attributed_words)} of attributed words",
        )
    ]


def _reasons(audit: Audit) -> list[Fact]:
    confidential = audit.balance.confidential
    if not confidential.sources:
        return []
    given = [
        REASON_NAMES[row.reason_type]
        for row in confidential.by_reason
        if row.reason_type is not None and row.sources
    ]
    value = f"{number(confidential.with_reason)} of {number(confidential.sources)}"
    reasons = f" ({', '.join(given)})" if given else ""
    return [Fact("Confidential sources with a reason given", value + reasons)]


def _thin_places(audit: Audit) -> list[Fact]:
    found: list[Fact] = []
    run = audit.balance.longest_unsourced_run
    if run is not None:
        first = next((c.id for c in audit.claims if c.spans[0][0] >= run.span[0]), None)
        found.append(Fact("Longest unsourced run", counted(run.words, "word"), first))
    if audit.balance.totals.claims:
        figures = audit.balance.unsourced_figures
        found.append(
            Fact(
                "Unsourced claims with figures",
                number(len(figures)),
                figures[0].claim_id if figures else None,
            )
        )
    links = audit.balance.links
    found.append(
        Fact(
            "Links in the text",
            f"{number(links.links)} to {counted(links.hosts, 'site')}" if links.links else "none",
        )
    )
    return found
