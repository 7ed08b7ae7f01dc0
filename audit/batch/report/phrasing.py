"""How the figures of a corpus report are worded, on the page and in Markdown alike."""

from collections.abc import Sequence
from typing import Final

from onrecord.audit.batch.errors import ERROR_NAMES
from onrecord.audit.batch.report.compared_figures import RATIOS, Ratio
from onrecord.audit.batch.report.types import CorpusReport, Estimate, Group
from onrecord.audit.reports.content.wording import (
    NOT_KNOWN,
    SECTOR_NAMES,
    TYPE_NAMES,
    counted,
    listed,
    number,
    percent,
)

JOINED: Final = (
    "Sources of different articles are joined only where their names are the same string after "
    "normalisation (case, spaces, quotation marks, a leading article). “Ms. Quill” and “Nora "
    "Quill” count as two, and two people of the same name as one."
)
INTERVALS: Final = (
    "In brackets the 95 % interval of a bootstrap over articles ({resamples:,} resamples, seed "
    "{seed}): how far the figure would move with other articles of the same kind. It says nothing "
    "of the errors of the model. Under five articles there is none."
)
SHARES: Final = (
    "Named, anonymous and unsourced are shares of the words in claims; confidential sources, "
    "officials and direct quotation of the words in claims that have a source."
)
WITHOUT_TEXT: Final = "Made without text: sources are not named, and wordings are not listed."
OUTLIERS: Final = (
    "Articles with at least 100 words in claims. ◆ marks values beyond Tukey’s fence (the upper "
    "quartile and one and a half times the distance between the quartiles)."
)
_NAMES: Final[dict[str, str]] = {
    str(key): name for names in (SECTOR_NAMES, TYPE_NAMES) for key, name in names.items()
}


def figure(value: float | None, is_share: bool) -> str:
    """A share in per cent, another figure with one decimal where it has any."""
    if value is None:
        return NOT_KNOWN
    if is_share:
        return percent(value)
    return number(round(value)) if value == round(value) else f"{value:,.1f}"


def interval(estimate: Estimate, is_share: bool) -> str:
    """The interval of an estimate; empty without one."""
    if estimate.low is None or estimate.high is None:
        return ""
    if is_share:
        return f"{100 * estimate.low:.0f}–{100 * estimate.high:.0f}"
    return f"{estimate.low:.1f}–{estimate.high:.1f}"


def columns(report: CorpusReport) -> list[Ratio]:
    """The figures that the tables of groups show: those of which the corpus has a single case."""
    return [ratio for ratio in RATIOS if report.overall.figures[ratio.name].value]


def left_out(report: CorpusReport) -> str:
    """The sentence that names the figures without a single case; empty where each has one."""
    shown = columns(report)
    missing = [ratio.title for ratio in RATIOS if ratio not in shown]
    return f"Without a single case in this corpus: {listed(missing)}." if missing else ""


def cells(group: Group, ratios: Sequence[Ratio]) -> list[tuple[str, str]]:
    """The figures of a group in the order of `ratios`, each with its interval."""
    return [
        (
            figure(group.figures[ratio.name].value, ratio.is_share),
            interval(group.figures[ratio.name], ratio.is_share),
        )
        for ratio in ratios
    ]


def part_name(name: str) -> str:
    """What a sector or a type of anonymous claim is called."""
    return _NAMES.get(name, name)


def type_name(name: str) -> str:
    """What a type of source is called."""
    return _NAMES.get(name, name)


def lead(report: CorpusReport) -> str:
    """The corpus in two sentences."""
    counts = report.counts
    figures = report.overall.figures
    shares = listed(
        [f"{percent(figures[n].value)} {n}" for n in ("named", "anonymous", "unsourced")]
    )
    return (
        f"{counted(counts['audited'], 'article')} with {counted(counts['words'], 'word')}. Of the "
        f"words in claims, {shares}."
    )


def accounting(report: CorpusReport) -> list[tuple[str, str]]:
    """What became of the records, name and number."""
    counts = report.counts
    rows = [("Records read", counts["records"]), ("Audited", counts["audited"])]
    rows += [
        (f"Not audited: {ERROR_NAMES.get(kind, kind)}", count)
        for kind, count in report.errors.items()
    ]
    if report.deduped:
        rows.append(("Left out as duplicates", counts["left_out"]))
    elif counts["duplicates"]:
        rows.append(("Duplicates among the audited", counts["duplicates"]))
    return [(name, number(value)) for name, value in rows]


def made(report: CorpusReport) -> list[tuple[str, str]]:
    """What stands behind the report, name and value."""
    return [
        ("Model", f"{report.model['name']} {report.model['version']}"),
        ("Runtime", report.model["runtime"]),
        ("Signature", report.model["signature"]),
        ("Policy", f"{report.policy['name']} ({report.policy['sha256'][:12]})"),
        ("Duplicates", "counted once" if report.deduped else "counted each time"),
        ("Format", report.schema),
    ]


def intervals(report: CorpusReport) -> str:
    """What the intervals mean."""
    return INTERVALS.format(resamples=report.resamples, seed=report.seed)


def key_name(key: str) -> str:
    """What the groups of a key are called."""
    return f"By {key.removeprefix('date:')}"
