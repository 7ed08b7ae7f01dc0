"""What reports call the figures, in which order, and how they print them."""

from typing import Final, NamedTuple

from onrecord.eval.runs.types import Row, RunRecord
from onrecord.eval.statistics.intervals import Interval
from onrecord.models.labels import SECTORS


class Named(NamedTuple):
    """A figure's name in the record, what a report calls it, and whether it is in points."""

    figure: str
    title: str
    points: bool = False


#: All figures of the main table, by heading.
GROUPS: Final[dict[str, tuple[Named, ...]]] = {
    "Words, F1": (
        Named("words.content.f1", "content"),
        Named("words.source.f1", "source"),
        Named("words.cue.f1", "cue"),
    ),
    "Labels of words": (
        Named("labels.named.f1", "named, F1"),
        Named("labels.anonymous.f1", "anonymous, F1"),
        Named("labels.unsourced.f1", "unsourced, F1"),
        Named("labels.macro_f1", "macro F1"),
        Named("labels.accuracy", "accuracy"),
        Named("labels.alpha", "Krippendorff's alpha with gold"),
    ),
    "Attributions, F1": (
        Named("attributions.found.f1", "found"),
        Named("attributions.exact.f1", "exact"),
        Named("attributions.with_source.f1", "with source"),
        Named("attributions.with_label.f1", "with label"),
        Named("attributions.with_source_and_label.f1", "with source and label"),
        Named("right_speaker.f1", "right speaker"),
    ),
    "Sources of found attributions": (
        Named("code.accuracy", "code accuracy"),
        Named("name.accuracy", "name accuracy"),
        Named("name.full_accuracy", "full name accuracy"),
        Named("sector.accuracy", "sector accuracy"),
        Named("sector.mean_recall", "sector, mean recall"),
        Named("type.accuracy", "type accuracy of anonymous ones"),
        Named("type.confidential.recall", "recall of confidential ones"),
        Named("identity.b3.f1", "identity, B³ F1"),
        Named("identity.ceaf_e.f1", "identity, CEAF-e F1"),
    ),
    "Sectors, recall": tuple(Named(f"sector.{sector}.recall", sector) for sector in SECTORS),
    "Shares of an article": (
        Named("balance.error", "balance error", points=True),
        Named("balance.named.bias", "named, bias", points=True),
        Named("balance.anonymous.bias", "anonymous, bias", points=True),
        Named("balance.unsourced.bias", "unsourced, bias", points=True),
        Named("attributed.error", "attributed share, error", points=True),
        Named("ranking.named", "rank correlation, named"),
        Named("ranking.anonymous", "rank correlation, anonymous"),
        Named("ranking.unsourced", "rank correlation, unsourced"),
    ),
    "Claims, F1": (
        Named("claims.named.f1", "named"),
        Named("claims.anonymous.f1", "anonymous"),
        Named("claims.unsourced.f1", "unsourced"),
        Named("claims.macro_f1", "macro"),
    ),
    "Spans, F1": (
        Named("spans.exact.content.f1", "content, exact"),
        Named("spans.exact.source.f1", "source, exact"),
        Named("spans.exact.cue.f1", "cue, exact"),
        Named("spans.overlap.content.f1", "content, overlap"),
        Named("spans.overlap.source.f1", "source, overlap"),
        Named("spans.overlap.cue.f1", "cue, overlap"),
    ),
}
#: The figures of the first plot.
HEADLINES: Final = (
    Named("words.content.f1", "Content words, F1"),
    Named("words.source.f1", "Source words, F1"),
    Named("words.cue.f1", "Cue words, F1"),
    Named("labels.macro_f1", "Labels of words, macro F1"),
    Named("attributions.found.f1", "Attributions found, F1"),
    Named("attributions.with_source.f1", "… with their source"),
    Named("attributions.with_source_and_label.f1", "… and their label"),
    Named("right_speaker.f1", "… and the right speaker"),
    Named("name.accuracy", "Names right"),
    Named("name.full_accuracy", "Full names right"),
    Named("sector.accuracy", "Sectors right"),
    Named("sector.mean_recall", "… mean recall of sectors"),
    Named("type.accuracy", "Types of anonymous ones right"),
    Named("type.confidential.recall", "… recall of confidential ones"),
)
#: The columns of the tables of slices.
ARTICLE_COLUMNS: Final = (
    Named("labels.macro_f1", "Labels, macro F1"),
    Named("attributions.found.f1", "Found, F1"),
    Named("right_speaker.f1", "Right speaker, F1"),
    Named("name.full_accuracy", "Full names"),
    Named("balance.error", "Balance error", points=True),
)
ATTRIBUTION_COLUMNS: Final = (
    Named("found.recall", "Found, recall"),
    Named("found.f1", "Found, F1"),
    Named("with_source.f1", "With source, F1"),
    Named("with_source_and_label.f1", "With source and label, F1"),
    Named("right_speaker.f1", "Right speaker, F1"),
)
NOT_DEFINED: Final = "–"


def number(value: float, *, points: bool) -> str:
    """A share without its zero (.873), or percentage points with one decimal."""
    if points:
        return _signed(value, f"{abs(value):.1f}")
    return _signed(value, f"{abs(value):.3f}".removeprefix("0"))


def _signed(value: float, size: str) -> str:
    """A number with its sign, which what rounds to zero has none of."""
    return f"−{size}" if value < 0 and size.strip("0.") else size


def figure(row: Row, named: Named) -> str:
    """The row's figure as printed; a dash where it is not defined."""
    value = row.figures.get(named.figure)
    return NOT_DEFINED if value is None else number(value, points=named.points)


def headline_lines(record: RunRecord) -> list[str]:
    """The headline figures as lines of text, with those of each data set where there are several.

    Behind a figure stands its interval, and then the figure of each data set, by name.
    """
    lines = []
    for named in HEADLINES:
        around = limits(record.row.intervals.get(named.figure), named)
        own = [f"{part.row.name} {figure(part.row, named)}" for part in record.sets]
        cells = f"{named.title:<30} {figure(record.row, named):>6}  {around:<12}  {'  '.join(own)}"
        lines.append(cells.rstrip())
    return lines


def limits(interval: Interval | None, named: Named) -> str:
    """The interval as printed; empty where there is none."""
    if interval is None:
        return ""
    return " to ".join(number(limit, points=named.points) for limit in interval)
