"""Agreement between annotators as Markdown."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from onrecord.audit.reports.to_markdown import escaped
from onrecord.eval.agreement.agreement import Agreement, PairAgreement
from onrecord.eval.agreement.disagreements import Disagreement
from onrecord.eval.gold.types import ROLES

#: So many disagreements of an article are listed; the JSON has all of them.
LISTED: Final = 200
_ABSENT: Final = "–"


def to_markdown(agreement: Agreement, *, listed: int = LISTED) -> str:
    """A report for the people who annotate, with the first `listed` disagreements."""
    return "\n".join(
        [
            *_head(agreement),
            *_roles(agreement),
            *_everybody(agreement),
            *_pairs(agreement),
            *_disagreements(agreement.disagreements, listed),
        ]
    )


def _head(agreement: Agreement) -> list[str]:
    names = ", ".join(escaped(name) for name in agreement.annotators)
    left_out = (
        f" {agreement.single} more articles have only one annotator and are left out."
        if agreement.single
        else ""
    )
    return [
        "# Agreement between annotators",
        "",
        f"{len(agreement.annotators)} annotators ({names}) on {agreement.articles} articles of "
        f"{agreement.words:,} words.{left_out} Annotations: SHA-256 `{agreement.data[:16]}`.",
        "",
    ]


def _roles(agreement: Agreement) -> list[str]:
    rows = [
        [
            role.capitalize(),
            _number(own.words_f1),
            _number(own.kappa),
            _number(agreement.alpha.roles[role]),
            _number(own.exact_spans_f1),
            _number(own.overlapping_spans_f1),
        ]
        for role, own in ((role, agreement.together.roles[role]) for role in ROLES)
    ]
    header = ["Words of", "Words F1", "Kappa", "Alpha", "Exact spans F1", "Overlapping spans F1"]
    together = agreement.together
    return [
        "Each annotator against every other, all pairs pooled:",
        "",
        *_table(header, rows),
        "",
        f"- all roles of a word: kappa {_number(together.tags_kappa)}, "
        f"alpha {_number(agreement.alpha.tags)}",
        f"- label of a word: kappa {_number(together.labels_kappa)}, "
        f"alpha {_number(agreement.alpha.labels)}",
        f"- code of an attribution that both found: equal {_number(together.codes)}, "
        f"kappa {_number(together.codes_kappa)}; sector: {_number(together.sectors)}, "
        f"kappa {_number(together.sectors_kappa)}; same name: {_number(together.names)}",
        "",
    ]


_FIGURES: Final = [
    *("Content F1", "Source F1", "Cue F1", "Found F1", "With source F1"),
    *("Points apart", "Labels kappa", "Codes kappa"),
]


def _figures(own: PairAgreement) -> list[str]:
    points = _ABSENT if own.apart is None else f"{own.apart:.1f}"
    return [
        *(_number(own.roles[role].words_f1) for role in ("content", "source", "cue")),
        _number(own.found_f1),
        _number(own.with_source_f1),
        points,
        _number(own.labels_kappa),
        _number(own.codes_kappa),
    ]


def _everybody(agreement: Agreement) -> list[str]:
    rows = [["**all pairs**", *_figures(agreement.together)]]
    rows += [[escaped(name), *_figures(own)] for name, own in agreement.each.items()]
    return [
        "Each against the others (points apart: difference of the attributed shares of an "
        "article, in percentage points):",
        "",
        *_table(["Annotator", *_FIGURES], rows),
        "",
    ]


def _pairs(agreement: Agreement) -> list[str]:
    if len(agreement.pairs) < 2:
        return []
    rows = [
        [" and ".join(escaped(n) for n in own.annotators), str(own.articles), *_figures(own)]
        for own in agreement.pairs
    ]
    return ["Pair by pair:", "", *_table(["Annotators", "Articles", *_FIGURES], rows), ""]


def _disagreements(found: Sequence[Disagreement], listed: int) -> list[str]:
    if not found:
        return ["## Disagreements", "", "None.", ""]
    kinds = Counter(d.aspect for d in found)
    summary = ", ".join(f"{number} on {aspect}" for aspect, number in kinds.most_common())
    lines = ["## Disagreements", "", f"{len(found)}: {summary}.", ""]
    article = None
    for own in found[:listed]:
        if own.article != article:
            article = own.article
            lines += [f"### {escaped(article)}", ""]
        place = f"{own.spans[0][0]}" if own.spans else _ABSENT
        lines += [f"- **{own.aspect}**, at character {place}"]
        lines += [f"    - {escaped(name)}: {_said(said)}" for name, said in own.said.items()]
    if len(found) > listed:
        lines += ["", f"… and {len(found) - listed} more in the JSON."]
    return [*lines, ""]


def _said(said: str | None) -> str:
    return _ABSENT if said is None else escaped(said)


def _number(value: float | None) -> str:
    return _ABSENT if value is None else f"{value:.3f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    rule = ["---", *["---:"] * (len(header) - 1)]
    return [f"| {' | '.join(row)} |" for row in (header, rule, *rows)]
