"""The corpus report as Markdown."""

from collections.abc import Sequence

from onrecord.audit.batch.report.compared_figures import Ratio
from onrecord.audit.batch.report.phrasing import (
    JOINED,
    OUTLIERS,
    SHARES,
    WITHOUT_TEXT,
    accounting,
    cells,
    columns,
    figure,
    intervals,
    key_name,
    lead,
    left_out,
    made,
    part_name,
    type_name,
)
from onrecord.audit.batch.report.types import CorpusReport, Grouping, Part, SourceUse
from onrecord.audit.reports.content.wording import CAVEAT, LEVEL_NAMES, number, percent
from onrecord.audit.reports.to_markdown import escaped


def render_markdown(report: CorpusReport) -> str:
    """One document: accounts, figures, groups, time, outliers, sources, rules, method."""
    parts = [
        ["# Sourcing report: a corpus", "", lead(report), "", f"> {CAVEAT}", ""],
        _table("What was read", ["", "records"], [[n, v] for n, v in accounting(report)]),
        _groups(report),
        _distributions(report),
        _outliers(report),
        _sources("Most used named sources", report.named),
        _sources("Wordings of anonymous sources", report.anonymous),
        [JOINED, ""] if report.named or report.anonymous else [],
        [WITHOUT_TEXT, ""] if report.no_text else [],
        _parts("Sectors", report.sectors),
        _parts("Anonymous, by type", report.anonymous_types),
        _rules(report),
        _duplicates(report),
        _table("How this was made", ["", ""], [[n, escaped(v)] for n, v in made(report)]),
    ]
    return "\n".join(line for part in parts for line in part)


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    lines = [head, ["---"] * len(head), *rows]
    return [f"## {title}", "", *(f"| {' | '.join(line)} |" for line in lines), ""]


def _groups(report: CorpusReport) -> list[str]:
    overall = Grouping(by="corpus", groups=[report.overall], more=0)
    ratios = columns(report)
    lines = _grouping("All articles", overall, ratios)
    for grouping in report.groupings:
        lines += _grouping(key_name(grouping.by), grouping, ratios)
    if report.trend is not None:
        title = f"Over time, by {report.trend.by.removeprefix('date:')}"
        lines += _grouping(title, report.trend, ratios)
    return [*lines, " ".join(filter(None, [SHARES, intervals(report), left_out(report)])), ""]


def _grouping(title: str, grouping: Grouping, ratios: Sequence[Ratio]) -> list[str]:
    head = ["", "articles", *(ratio.title for ratio in ratios)]
    rows = [
        [
            escaped(group.name),
            number(group.articles),
            *(f"{value} [{limits}]" if limits else value for value, limits in cells(group, ratios)),
        ]
        for group in grouping.groups
    ]
    lines = _table(title, head, rows)
    return [*lines, f"{grouping.more} more groups are not listed.", ""] if grouping.more else lines


def _distributions(report: CorpusReport) -> list[str]:
    head = ["", "articles", "mean", "5th percentile", "25th", "median", "75th", "95th"]
    rows = [
        [
            one.title,
            number(one.articles),
            *(figure(value, one.is_share) for value in (one.mean, *one.quantiles)),
        ]
        for one in report.distributions
        if any((one.mean, *one.quantiles))
    ]
    return _table("How articles differ", head, rows)


def _outliers(report: CorpusReport) -> list[str]:
    if not report.outliers:
        return []
    lines = ["## To read first", "", OUTLIERS, ""]
    for one in report.outliers:
        median = figure(one.median, one.is_share)
        lines += [f"**{one.title}** (median {median})", ""]
        lines += [
            f"- {figure(article.value, one.is_share)}{' ◆' if article.far_out else ''} "
            f"[{escaped(article.title or article.id)}]({article.link})"
            for article in one.articles
        ]
        lines.append("")
    return lines


def _sources(title: str, uses: Sequence[SourceUse]) -> list[str]:
    rows = [
        [
            escaped(use.name),
            type_name(use.type),
            number(use.articles),
            number(use.claims),
            number(use.words),
        ]
        for use in uses
    ]
    return _table(title, ["source", "type", "articles", "claims", "words"], rows)


def _parts(title: str, parts: Sequence[Part]) -> list[str]:
    rows = [[part_name(one.name), percent(one.share), number(one.words)] for one in parts]
    return _table(title, ["", "of attributed words", "words"], rows)


def _rules(report: CorpusReport) -> list[str]:
    rows = [
        [
            f"`{use.rule}`",
            LEVEL_NAMES[use.level],
            escaped(use.finds),
            number(use.articles),
            number(use.findings),
        ]
        for use in report.rules
    ]
    return _table("Rules broken", ["rule", "level", "", "articles", "findings"], rows)


def _duplicates(report: CorpusReport) -> list[str]:
    rows = [
        [escaped(pair.id), escaped(pair.of), pair.kind, percent(pair.similarity)]
        for pair in report.duplicates
    ]
    lines = _table("Duplicates", ["article", "repeats", "", "similarity"], rows)
    more = report.counts["duplicates"] - len(rows)
    return [*lines, f"{number(more)} more are in duplicates.jsonl.", ""] if more else lines
