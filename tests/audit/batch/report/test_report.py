"""The corpus report on the page and in Markdown: safe, complete, drawn right."""

import re
from pathlib import Path

import msgspec
import pytest

from onrecord.audit.batch.logs import LOGS
from onrecord.audit.batch.report.html import histogram, render_html, trend_lines
from onrecord.audit.batch.report.markdown import render_markdown
from onrecord.audit.batch.report.phrasing import JOINED
from onrecord.audit.batch.report.types import CorpusReport
from onrecord.audit.batch.run.deriving import derive
from onrecord.audit.batch.run.state import Folder, Progress, Settings
from onrecord.audit.batch.types import Counts
from onrecord.audit.redact import without_text
from onrecord.audit.schema.audit import Audit
from onrecord.models.errors import OnRecordError
from tests.audit.batch.audits import MODEL, audit_of

HOSTILE = '</td><script>alert("x")</script> | [a](javascript:b) \x1b[31m'


def report_of(
    folder: Path, audits: list[Audit], *, errors: int = 0, no_text: bool = False
) -> CorpusReport:
    for name in LOGS:
        (folder / name).write_bytes(b"")
    lines = [msgspec.json.encode(without_text(a) if no_text else a) + b"\n" for a in audits]
    (folder / "audits.jsonl").write_bytes(b"".join(lines))
    words = sum(audit.article.words for audit in audits)
    records = len(audits) + errors
    counts = Counts(records=records, audited=len(audits), errors=errors, words=words)
    with Folder(folder) as held:
        return derive(
            held,
            Progress(settings=Settings(corpus=[], settings={}), counts=counts),
            group_by=["publisher"],
            model=msgspec.structs.asdict(MODEL),
            policy={"name": "default", "sha256": "0" * 64},
            deduped=False,
            no_text=no_text,
        )


@pytest.fixture
def audits() -> list[Audit]:
    return [
        audit_of(
            i,
            named=20 + 10 * (i % 4),
            unsourced=120 - 10 * (i % 5),
            publisher=HOSTILE if i % 2 else "The Courier",
            date=f"2024-0{1 + i % 3}-02",
            source=f"Nora <i>Quill</i> {i % 2}",
        )
        for i in range(18)
    ]


@pytest.mark.slow
def test_articles_without_a_date_are_no_period_of_the_chart(
    tmp_path: Path, audits: list[Audit]
) -> None:
    undated = audit_of(99, named=50, unsourced=50, publisher="The Courier", source="Nora Quill")
    report = report_of(tmp_path, [*audits, undated])
    assert report.trend is not None
    assert [group.name for group in report.trend.groups][-1] == "not given"
    assert all(len(line.dots) == 3 for line in trend_lines(report.trend.groups))
    page = render_html(report)
    chart = page[page.index('<figure class="trend">') : page.index("</figure>")]
    assert "2024-03" in chart
    assert "not given" not in chart
    assert "not given" in page


def test_the_page_is_safe_and_whole(tmp_path: Path, audits: list[Audit]) -> None:
    page = render_html(report_of(tmp_path, audits))
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    assert "Nora &lt;i&gt;Quill" in page
    assert "\x1b" not in page
    assert not re.search(r"(src|href)=\"(?!#|articles/|data:,)", page)
    assert page.count("<svg") > 10
    assert JOINED in page
    for link in re.findall(r'href="(articles/[^"]+)"', page):
        assert (tmp_path / link).is_file()


def test_markdown_shows_what_is_there(tmp_path: Path, audits: list[Audit]) -> None:
    text = render_markdown(report_of(tmp_path, audits))
    assert "<script" not in text
    assert "[a](" not in text
    assert "## By publisher" in text
    assert "## Over time, by month" in text
    assert JOINED in text


def test_without_text_no_source_is_named(tmp_path: Path, audits: list[Audit]) -> None:
    report = report_of(tmp_path, audits, no_text=True)
    assert report.named == report.anonymous == []
    page = render_html(report)
    assert "Quill" not in page
    assert JOINED not in page
    assert "sources are not named" in page


def test_records_that_do_not_add_up_are_not_reported(tmp_path: Path, audits: list[Audit]) -> None:
    with pytest.raises(OnRecordError, match="don't add up"):
        report_of(tmp_path, audits, errors=1)


def test_lines_over_time_are_where_their_figures_are(tmp_path: Path, audits: list[Audit]) -> None:
    trend = report_of(tmp_path, audits).trend
    assert trend is not None
    lines = trend_lines(trend.groups)
    assert [line.label for line in lines] == ["named", "anonymous", "unsourced"]
    assert [x for x, _ in lines[0].dots] == [0.0, 200.0, 400.0]
    for line in lines:
        for (_, y), group in zip(line.dots, trend.groups, strict=True):
            value = group.figures[line.label].value
            assert value is not None
            assert y == pytest.approx(100 * (1 - value), abs=0.01)
        assert len(line.band.split()) == 6


def test_bars_are_as_high_as_their_counts(tmp_path: Path, audits: list[Audit]) -> None:
    for one in report_of(tmp_path, audits).distributions:
        drawn = histogram(one)
        highest = max(count for _, count in one.bars)
        for bar, (_, count) in zip(drawn.columns, one.bars, strict=True):
            assert bar.height == pytest.approx(100 * count / highest, abs=0.01)
        assert sum(count for _, count in one.bars) == one.articles


def test_a_corpus_of_failures_alone_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "errors.jsonl").write_bytes(b"")
    report = report_of(tmp_path, [])
    assert "0 articles" in render_html(report)
    assert render_markdown(report).startswith("# Sourcing report")
