"""Runs over the formats of archives: every record is accounted for, whatever is broken."""

from pathlib import Path

import msgspec
import pytest

from onrecord.audit.batch.run.run_batch import Choices, run_batch
from onrecord.audit.schema.audit import Audit
from tests.audit.batch.corpora import jsonl
from tests.audit.batch.warcs import page, response, warc
from tests.audit.ingest.news.items import HEADLINE, ninjs_1, ninjs_2, nitf, picture

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_model")]


def audits(folder: Path) -> list[Audit]:
    """The audits of a run."""
    lines = (folder / "audits.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Audit) for line in lines]


def test_a_crawl_of_which_one_record_in_a_hundred_is_broken_adds_up(tmp_path: Path) -> None:
    records = [response(number, page(number % 60)) for number in range(100)]
    records[30] = records[30].replace(b"Content-Length: ", b"Content-Length: 9")
    path = warc(tmp_path / "crawl.warc.gz", records)
    result = run_batch([str(path)], tmp_path / "out", Choices(processes=1))
    counts = result.counts
    assert counts.add_up
    assert (counts.records, counts.errors) == (100, 1)
    # Story 30 comes once more, and is whole then; stories 0 to 39 but that one are left out.
    assert (counts.audited, counts.left_out) == (60, 39)
    again = run_batch([str(path)], tmp_path / "out", Choices(processes=1))
    assert again.complete
    assert not again.fresh
    addresses = {audit.article.url for audit in audits(tmp_path / "out")}
    assert "https://courier.example/90" in addresses


def test_a_run_over_a_crawl_goes_on_with_what_it_has_seen(tmp_path: Path) -> None:
    records = [response(number, page(number % 7)) for number in range(21)]
    path = warc(tmp_path / "crawl.warc", records)
    whole, output = tmp_path / "whole", tmp_path / "out"
    run_batch([str(path)], whole, Choices(processes=1))
    heard: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.audit.batch.corpus.batches.BATCH_WORDS", 150)
        stopped = run_batch(
            [str(path)],
            output,
            Choices(processes=1),
            watch=heard.append,
            stop=lambda: len(heard) >= 2,
        )
    assert not stopped.complete
    assert run_batch([str(path)], output, Choices(processes=1)).complete
    for name in ("audits.jsonl", "duplicates.jsonl", "report.json"):
        assert (output / name).read_bytes() == (whole / name).read_bytes()


def test_news_items_are_audited_and_those_without_a_text_counted(tmp_path: Path) -> None:
    corpus = tmp_path / "wire"
    corpus.mkdir()
    second = {**ninjs_2(), "uri": "https://courier.example/pier-closes"}
    jsonl(corpus / "wire.jsonl", [ninjs_1(), second, picture()])
    (corpus / "item.json").write_bytes(msgspec.json.encode({**ninjs_2(), "uri": "tag:item"}))
    (corpus / "story.xml").write_text(nitf())
    (corpus / "bomb.xml").write_text(
        nitf(doctype="<!DOCTYPE nitf [<!ENTITY a 'b'>]>", body="<p>&a;</p>")
    )
    result = run_batch([str(corpus)], tmp_path / "out", Choices(processes=1, no_text=True))
    assert result.counts.add_up
    assert (result.counts.records, result.counts.errors) == (6, 2)
    found = audits(tmp_path / "out")
    assert [audit.article.id for audit in found] == [
        "tag:item",
        f"{corpus}/story.xml",
        "urn:courier.example:20240611:pier",
        f"{corpus}/wire.jsonl:2",  # an address mostly spells the headline
    ]
    assert {audit.article.publisher for audit in found} == {"The Courier"}
    assert HEADLINE.encode() not in (tmp_path / "out" / "audits.jsonl").read_bytes()
