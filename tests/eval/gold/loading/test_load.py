"""Finding out formats, and joining several people's work."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.eval.gold import GoldArticle, GoldError, convert, load_annotated, load_gold
from onrecord.eval.gold.convert import convert_to_tasks
from onrecord.eval.gold.formats.jsonl import to_jsonl, write_jsonl
from onrecord.eval.gold.formats.registry import WRITERS, Format, detect
from onrecord.eval.gold.formats.rows import row_of_attribution
from onrecord.models.types import Analysis

Written = Callable[..., Path]
NOTHING = Analysis(attributions=[], sources=[], grants=[])


@pytest.mark.slow
@pytest.mark.parametrize("format", list(WRITERS))
def test_formats_are_known_by_what_is_in_them(
    article: GoldArticle, tmp_path: Path, format: Format
) -> None:
    out = tmp_path / "no-telling-name"
    WRITERS[format]([article], out)
    assert detect(str(out)) == format


def test_unknown_things_are_said(written: Written, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no format 'xml'; choose one of jsonl, "):
        load_gold(tmp_path, format="xml")
    with pytest.raises(GoldError, match="does not exist"):
        load_gold(tmp_path / "missing")
    with pytest.raises(GoldError, match="no gold data in a known format"):
        load_gold(tmp_path)
    with pytest.raises(GoldError, match="no gold data in a known format"):
        load_gold(written("a.xml", "<a/>"))


def everybody(article: GoldArticle, *names: str) -> bytes:
    rows = [row_of_attribution(a) for a in article.attributions]
    lists = {name: rows[: len(rows) - i] for i, name in enumerate(names)}
    nested = {names[0]: [row_of_attribution(a) for a in article.nested]}
    return json.dumps({"id": article.id, "annotators": lists, "nested": nested}).encode()


def test_everybodys_attributions_are_joined_with_the_texts_beside_them(
    article: GoldArticle, written: Written
) -> None:
    path = written("annotators.jsonl", everybody(article, "kim", "lee"))
    with pytest.raises(GoldError, match="has no texts, and neither has a JSONL file beside it"):
        load_annotated([path])
    write_jsonl([article], path.parent / "dev.jsonl.gz")
    data = load_annotated([path])
    assert data.annotators == ["kim", "lee"]
    assert data.articles[0].by("kim") == article
    assert len(data.articles[0].by("lee").attributions) == 4
    assert load_gold(path).articles == [article]


def test_texts_may_lie_elsewhere(article: GoldArticle, written: Written) -> None:
    path = written("annotators.jsonl", everybody(article, "kim", "lee"))
    texts = written("elsewhere/texts.jsonl", to_jsonl([article]))
    assert load_annotated([path], texts=[texts]).annotators == ["kim", "lee"]
    other = GoldArticle(id="other", text="x", attributions=[])
    texts.write_bytes(to_jsonl([other]))
    with pytest.raises(GoldError, match="harbour-1: none of the files with texts has its text"):
        load_annotated([path], texts=[texts])


def test_a_file_for_each_person(article: GoldArticle, written: Written) -> None:
    kim = written("kim.jsonl", to_jsonl([article]))
    # Files of the same bytes are refused as one person's.
    lee = written("lee.jsonl", to_jsonl([article]) + b"\n")
    assert load_annotated([kim, lee]).annotators == ["kim", "lee"]
    again = written("again/kim.jsonl", to_jsonl([article]) + b"\n\n")
    assert load_annotated([kim, again]).annotators == [str(kim), str(again)]


def test_other_texts_cannot_be_joined(article: GoldArticle, written: Written) -> None:
    kim = written("kim.jsonl", to_jsonl([article]))
    changed = GoldArticle(id=article.id, text=article.text + " ", attributions=[])
    more = GoldArticle(id="more", text="x", attributions=[])
    lee = written("lee.jsonl", to_jsonl([changed, more]))
    with pytest.raises(GoldError, match=r"lee\.jsonl: harbour-1: its text differs from that of"):
        load_annotated([kim, lee])
    data = load_annotated([kim, lee], lenient=True)
    assert [sorted(a.annotators) for a in data.articles] == [["kim"], ["lee"]]


def test_converting_says_what_was_done(article: GoldArticle, written: Written) -> None:
    path = written("a.jsonl", to_jsonl([article]) + b"{}\n")
    out = path.parent / "out"
    with pytest.raises(GoldError, match="line 2: it has no id"):
        convert(path, "brat", out)
    assert not out.exists()
    done = convert(path, "brat", out, lenient=True)
    assert (done.articles, done.attributions, len(done.skipped)) == (1, 5, 1)
    assert load_gold(out).articles == [article]
    with pytest.raises(GoldError, match="no target 'annotators'; choose one of jsonl, polnear"):
        convert(path, "annotators", out, lenient=True)


def test_tasks_from_plain_texts(written: Written) -> None:
    folder = written("texts/a.txt", "One.").parent
    written("texts/b.txt", "Two.")
    seen: list[str] = []

    def analyse(texts: object) -> list[Analysis]:
        seen.extend(texts)  # type: ignore[call-overload]
        return [NOTHING, NOTHING]

    out = folder.parent / "tasks.json"
    done = convert_to_tasks(folder, out, analyse, "onrecord")
    assert done.articles == 2 and seen == ["One.", "Two."]
    tasks = json.loads(out.read_bytes())
    assert [t["data"] for t in tasks] == [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}]
    written("texts/c.txt", "Zoë".encode("latin-1"))
    with pytest.raises(GoldError, match="c: it is not UTF-8"):
        convert_to_tasks(folder, out, analyse, "onrecord")


def test_tasks_from_gold_data(article: GoldArticle, written: Written) -> None:
    path = written("a.jsonl", to_jsonl([article]))
    out = path.parent / "tasks.json"
    convert_to_tasks(path, out, lambda texts: [NOTHING], "onrecord")
    (task,) = json.loads(out.read_bytes())
    assert task["data"]["publisher"] == "The Courier" and "annotations" not in task


def test_everybody_in_the_shared_data(shared: Path) -> None:
    data = load_annotated([shared / "polnear" / "annotators.jsonl.gz"])
    assert len(data.articles) == 18
    assert len(data.annotators) == 6
    assert sum(len(a.annotators) for a in data.articles) == 107
