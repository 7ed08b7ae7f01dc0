"""The record of a run, from gold data and predictions; nothing is read or written."""

from collections.abc import Sequence
from importlib.metadata import version

from onrecord.audit.reports.content.wording import counted
from onrecord.eval.gold.loading.load import GoldData
from onrecord.eval.gold.loading.sets import GoldSets
from onrecord.eval.matching import Pair, Target, pair_up
from onrecord.eval.metrics.figures import count
from onrecord.eval.references.majority import Majority
from onrecord.eval.references.predictor import Predictor
from onrecord.eval.references.quoted import Quotes
from onrecord.eval.references.rules import Rules
from onrecord.eval.runs.record_rows import (
    article_slice_rows,
    attribution_slice_rows,
    calibrations,
    confusions,
    human_row,
    predictor_row,
    set_rows,
    share_rows,
)
from onrecord.eval.runs.several_annotators import People
from onrecord.eval.runs.types import DataInfo, PredictorInfo, Row, RunRecord, Settings, Signature
from onrecord.eval.statistics.intervals import Bootstrap
from onrecord.models.errors import OnRecordError

#: So many ids are named in a note.
_NAMED = 5


def make_record(
    sets: GoldSets,
    pairs: Sequence[Pair],
    predictor: PredictorInfo,
    settings: Settings,
    people: People | None = None,
) -> RunRecord:
    """All figures of `pairs`, and of the references on the same articles.

    Args:
        sets: the gold data.
        pairs: its articles with the predictions.
        predictor: what made the predictions.
        settings: seed and number of resamples, slices.
        people: several annotators' work, for the human row.

    Raises:
        OnRecordError: a column to slice by is not in the data.
    """
    _check_columns(pairs, settings)
    gold = sets.data
    targets = [pair.target for pair in pairs]
    bootstrap = Bootstrap(len(pairs), seed=settings.seed, resamples=settings.resamples)
    counts = count(pairs)
    rows = [predictor_row(predictor.name, pairs, counts, bootstrap)]
    if people is not None:
        settings = _with_people(settings, people)
        draws = Bootstrap(
            len(people.counts.counts), seed=settings.seed, resamples=settings.resamples
        )
        rows.append(human_row(people.counts, draws, people.note))
    rows += [_reference_row(reference, targets, bootstrap) for reference in references(targets)]
    return RunRecord(
        signature=Signature(
            package=version("onrecord"),
            predictor=predictor,
            data=_data_info(sets, targets),
            settings=settings,
        ),
        notes=_notes(gold, pairs, people),
        rows=rows,
        calibration=calibrations(pairs, bootstrap),
        confusions=confusions(pairs),
        article_slices=article_slice_rows(
            sets, counts, settings.slices, settings.seed, settings.resamples
        ),
        attribution_slices=attribution_slice_rows(pairs, bootstrap),
        shares=share_rows(pairs),
        sets=set_rows(sets, pairs, counts, settings.seed, settings.resamples),
    )


def references(targets: Sequence[Target]) -> list[Predictor]:
    """The floor that every run shows, the highest first."""
    return [Rules(), Quotes(), Majority(targets)]


def _reference_row(reference: Predictor, targets: Sequence[Target], bootstrap: Bootstrap) -> Row:
    analyses = reference.predict([target.article.text for target in targets])
    pairs = pair_up(targets, analyses)
    return predictor_row(reference.name, pairs, count(pairs), bootstrap, reference.note)


def _with_people(settings: Settings, people: People) -> Settings:
    return Settings(
        seed=settings.seed,
        resamples=settings.resamples,
        level=settings.level,
        slices=settings.slices,
        annotators_sha256=people.sha256,
    )


def _data_info(sets: GoldSets, targets: Sequence[Target]) -> DataInfo:
    gold = sets.data
    attributions = [a for article in gold.articles for a in article.attributions]
    return DataInfo(
        paths=sets.paths,
        split=sets.split,
        sha256=gold.sha256,
        articles=len(gold.articles),
        words=sum(len(target.words) for target in targets),
        attributions=len(attributions),
        uncoded=sum(a.code is None for a in attributions),
        skipped=len(gold.skipped),
    )


def _check_columns(pairs: Sequence[Pair], settings: Settings) -> None:
    known = sorted({column for pair in pairs for column in pair.article.meta})
    for column in settings.slices or []:
        if column not in known:
            raise OnRecordError(
                f"The data has no column {column} to slice by; it has {', '.join(known) or 'none'}."
            )


def _notes(gold: GoldData, pairs: Sequence[Pair], people: People | None) -> list[str]:
    notes = []
    missing = [pair.article.id for pair in pairs if pair.missing]
    if missing:
        notes.append(
            f"{len(missing)} of {len(pairs)} articles have no prediction and count as misses: "
            f"{_listed(missing)}."
        )
    empty = [pair.article.id for pair in pairs if not pair.words]
    if empty:
        notes.append(
            f"{len(empty)} articles have no words and do not count in any figure: {_listed(empty)}."
        )
    if gold.skipped:
        notes.append(
            f"Of the gold data, {counted(len(gold.skipped), 'item')} could not be used and were "
            f"left out ({gold.skipped[0]}{', for example' if len(gold.skipped) > 1 else ''})."
        )
    uncoded = sum(a.code is None for article in gold.articles for a in article.attributions)
    if uncoded:
        notes.append(
            f"{uncoded} gold attributions have no code; they are left out of figures with a label."
        )
    if all(pair.analysis.word_labels is None for pair in pairs):
        notes.append(
            "The predictions have no word probabilities, so their calibration is not shown."
        )
    if people is None:
        notes.append("No article has several annotators, so there is no human row.")
    return notes


def _listed(ids: Sequence[str]) -> str:
    named = ", ".join(ids[:_NAMED])
    return f"{named} and {len(ids) - _NAMED} more" if len(ids) > _NAMED else named
