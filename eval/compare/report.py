"""The readable reports of a comparison: Markdown, and one HTML page with passages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.audit.files import write_together
from onrecord.eval.compare.compare import Compared
from onrecord.eval.compare.gates import in_points
from onrecord.eval.compare.types import ArticleChange, Comparison, Test
from onrecord.eval.matching import Pair
from onrecord.eval.runs.report.figure_names import number
from onrecord.eval.runs.report.pages import render_page, render_text
from onrecord.eval.runs.report.role_passages import extent, segments, window
from onrecord.eval.runs.run import make_folder
from onrecord.eval.runs.types import Signature
from onrecord.models.types import Attribution

#: Articles that a report shows of those that got better, and of those that got worse.
ARTICLES: Final = 10
#: Passages that the page shows of one article.
PASSAGES: Final = 5


def to_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown, without text of the articles."""
    return render_text("compare.md.jinja", _context(comparison))


def to_html(compared: Compared) -> str:
    """The comparison as one page, with the passages that changed."""
    context = _context(compared.comparison)
    sides = {
        pair.article.id: (pair, other) for pair, other in zip(compared.a, compared.b, strict=True)
    }
    for change in (*context["improved"], *context["worsened"]):
        change["passages"] = _passages(change["change"], *sides[change["change"].id])
    return render_page("compare.html.jinja", context)


def write_comparison(compared: Compared, out: Path) -> None:
    """Write ``comparison.json``, ``comparison.md`` and ``comparison.html`` to the folder `out`.

    Raises:
        OnRecordError: `out` can't be written.
    """
    make_folder(out)
    record = msgspec.json.format(msgspec.json.encode(compared.comparison), indent=1)
    write_together(
        {
            out / "comparison.json": record + b"\n",
            out / "comparison.md": to_markdown(compared.comparison),
            out / "comparison.html": to_html(compared),
        },
        follow=False,
    )


def _context(comparison: Comparison) -> dict[str, Any]:
    better = [change for change in comparison.changes if change.b > change.a]
    worse = [change for change in reversed(comparison.changes) if change.b < change.a]
    return {
        "a": _name(comparison.a, "a"),
        "b": _name(comparison.b, "b"),
        "lines": [comparison.a.line(), comparison.b.line()],
        "articles": comparison.a.data.articles,
        "rounds": comparison.rounds,
        "gates": comparison.gates,
        "passed": comparison.passed,
        "tests": [_row(test) for test in comparison.tests],
        "slices": [_row(test) for test in comparison.slices],
        "n_better": len(better),
        "n_worse": len(worse),
        "improved": [_change(change) for change in better[:ARTICLES]],
        "worsened": [_change(change) for change in worse[:ARTICLES]],
    }


def _name(signature: Signature, letter: str) -> str:
    predictor = signature.predictor
    return f"{letter}: {predictor.name} {predictor.version or ''}".strip()


def _row(test: Test) -> dict[str, str]:
    points = in_points(test.figure)
    around = [number(limit, points=points) for limit in test.interval or ()]
    verdict = {True: "better", False: "worse", None: ""}[test.better]
    return {
        "figure": test.figure,
        "slice": f"{test.dimension}: {test.value}" if test.dimension else "",
        "articles": str(test.articles),
        "a": number(test.a, points=points),
        "b": number(test.b, points=points),
        "difference": number(test.difference, points=points),
        "interval": " to ".join(around),
        "p": f"{test.p:.4f}",
        "p_corrected": f"{test.p_corrected:.4f}",
        "verdict": verdict,
    }


def _change(change: ArticleChange) -> dict[str, Any]:
    return {
        "change": change,
        "id": change.id,
        "a": number(change.a, points=False),
        "b": number(change.b, points=False),
        "gained": len(change.gained),
        "lost": len(change.lost),
    }


def _passages(change: ArticleChange, a: Pair, b: Pair) -> list[dict[str, Any]]:
    """The first of the attributions that were gained and lost, as gold and both runs have them."""
    found = [("gained", id) for id in change.gained] + [("lost", id) for id in change.lost]
    return [_passage(kind, id, a, b) for kind, id in found[:PASSAGES]]


def _passage(kind: str, id: str, a: Pair, b: Pair) -> dict[str, Any]:
    i = next(n for n, own in enumerate(a.article.attributions) if own.id == id)
    gold = a.article.attributions[i]
    answers = [_overlapping(pair, i) for pair in (a, b)]
    around = extent([gold, *answers[0], *answers[1]]) or (0, 0)
    passage = window(a.article.text, around)
    who = f"{gold.code or 'not coded'}: {gold.canonical or 'nobody'}"
    sides = [{"name": "gold", "who": who, "segments": segments(a.article.text, passage, [gold])}]
    for name, pair, own in (("a", a, answers[0]), ("b", b, answers[1])):
        sides.append(
            {
                "name": name,
                "who": _who(pair, own),
                "segments": segments(a.article.text, passage, own) if own else [],
            }
        )
    return {"kind": kind, "sides": sides}


def _overlapping(pair: Pair, gold: int) -> list[Attribution]:
    """The predicted attributions whose content meets that of the gold attribution."""
    content = pair.gold.roles["content"][gold]
    meets = (pair.predicted.roles["content"] & content).any(axis=1)
    return [a for a, own in zip(pair.analysis.attributions, meets, strict=True) if own]


def _who(pair: Pair, attributions: Sequence[Attribution]) -> str:
    names = {source.id: source.name for source in pair.analysis.sources}
    found = [f"{a.code}: {names.get(a.source_id or '', 'nobody')}" for a in attributions]
    return "; ".join(found) or "nothing"
