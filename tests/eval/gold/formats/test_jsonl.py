"""OnRecord JSONL, and what is said of rows that can't be used."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from onrecord.eval.gold import GoldError, load_gold

Written = Callable[..., Path]
TEXT = "Ada Brook said that it rains."


def row(**changes: object) -> dict[str, object]:
    """A row with one attribution, `changes` made to the row."""
    plain = {
        "id": "rain",
        "text": TEXT,
        "attributions": [
            {"id": "E1", "source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 28]]}
        ],
    }
    return plain | changes


def attribution(**changes: object) -> dict[str, object]:
    """A row whose attribution has `changes`."""
    first = {"id": "E1", "source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 28]]}
    return row(attributions=[first | changes])


def lines(*rows: object) -> bytes:
    return b"\n".join(msgspec.json.encode(r) for r in rows)


def test_the_codebooks_spelling_is_read(written: Written) -> None:
    path = written(
        "a.jsonl",
        lines(
            attribution(
                code="X!", sector="G", canonical="an aide", unnamed="individual", insider=True
            ),
            row(
                id=7,
                publisher="The Courier",
                year=2025,
                coded=True,
                section="",
                attributions=[
                    {
                        "id": "E1",
                        "source": [],
                        "cue": [[10, 14]],
                        "content": [[20, 28], [0, 9]],
                        "code": "N",
                        "sector": "-",
                        "canonical": "-",
                    }
                ],
            ),
        ),
    )
    first, second = load_gold(path).articles
    coded = first.attributions[0]
    assert (coded.code, coded.withheld, coded.sector) == ("X", True, "government")
    assert (coded.canonical, coded.unnamed, coded.insider) == ("an aide", "individual", True)
    nobody = second.attributions[0]
    assert (nobody.code, nobody.sector, nobody.canonical) == ("N", None, None)
    assert nobody.content == [(0, 9), (20, 28)]
    assert second.id == "7"
    assert second.meta == {"publisher": "The Courier", "year": "2025"}


@pytest.mark.parametrize(
    ("bad", "item", "reason"),
    [
        (
            attribution(content=[[15, 99]]),
            "rain/E1",
            "its content [15, 99] is not a span of a text",
        ),
        (attribution(cue=[[14, 10]]), "rain/E1", "its cue [14, 10] is not a span"),
        (attribution(source=[[-1, 4]]), "rain/E1", "its source [-1, 4] is not a span"),
        (attribution(source=[[0, 5], [3, 9]]), "rain/E1", "two pieces of its source overlap"),
        (attribution(code="Z"), "rain/E1", "unknown code 'Z'"),
        (attribution(code="P!"), "rain/E1", "only X, Q and N can have a !"),
        (attribution(code="P", sector="K"), "rain/E1", "unknown sector 'K'"),
        (attribution(code="X", unnamed="several"), "rain/E1", "unknown unnamed 'several'"),
        (attribution(code="X", insider="yes"), "rain/E1", "unknown insider 'yes'"),
        (row(nested=row()["attributions"]), "rain/E1", "a second attribution has this id"),
        (row(nested="none"), "rain", "it has no list of attributions"),
        (attribution(source=[["a", 4]]), "rain/E1", "Expected `int`"),
        (attribution(cue=None), "rain/E1", "it is not an attribution"),
        (row(attributions=["E1"]), "rain/attribution 1", "it is not an attribution"),
        (row(attributions=row()["attributions"] * 2), "rain/E1", "a second attribution"),  # type: ignore[operator]
        (row(attributions=None), "rain", "it has no list of attributions"),
        (row(text=None), "rain", "it has no text"),
        (row(id=None), "line 2", "it has no id"),
        (["rain"], "line 2", "it is not a JSON object"),
    ],
)
def test_what_cannot_be_used_is_named_or_left_out(
    written: Written, bad: object, item: str, reason: str
) -> None:
    good = row(id="good")
    path = written("a.jsonl", lines(good, bad))
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    problem = caught.value.problem
    assert problem is not None
    assert (problem.file, problem.id) == (str(path), item)
    assert reason in problem.reason
    assert str(path) in str(caught.value) and item in str(caught.value)
    assert "\n" not in str(caught.value) and "--lenient" in str(caught.value)

    data = load_gold(path, lenient=True)
    assert [(p.id, p.file) for p in data.skipped] == [(item, str(path))]
    assert data.articles[0].id == "good" and len(data.articles[0].attributions) == 1


def test_broken_lines_are_named(written: Written) -> None:
    path = written("a.jsonl", lines(row()) + b'\n\n{"id": "b", \n' + lines(row(id="c")))
    with pytest.raises(GoldError, match=r"a\.jsonl: line 3: it is not JSON"):
        load_gold(path)
    assert [a.id for a in load_gold(path, lenient=True).articles] == ["rain", "c"]


def test_endless_nesting_is_named(written: Written) -> None:
    path = written("a.jsonl", lines(row()) + b'\n{"id": ' + b"[" * 100_000)
    with pytest.raises(GoldError, match=r"line 2: .* nested too deeply"):
        load_gold(path)


def test_latin_1_is_named(written: Written) -> None:
    path = written("a.jsonl", lines(row(id="b")) + "\n{'id': 'é'}".encode("latin-1"))
    with pytest.raises(GoldError, match="line 2: it is not JSON"):
        load_gold(path)


def test_a_second_article_of_an_id_is_a_fault(written: Written) -> None:
    path = written("a.jsonl", lines(row(), row()))
    with pytest.raises(GoldError, match="rain: a second article has this id"):
        load_gold(path)
    assert len(load_gold(path, lenient=True).articles) == 1


def test_shared_words_are_legal_and_overlapping_contents_warned_of(written: Written) -> None:
    twice = [
        {"id": id, "source": [[0, 9]], "cue": [[10, 14]], "content": content}
        for id, content in (("E1", [[15, 28]]), ("E2", [[20, 28]]))
    ]
    data = load_gold(written("a.jsonl", lines(row(attributions=twice))))
    assert len(data.articles[0].attributions) == 2
    (warning,) = data.warnings
    assert warning.id == "rain" and "E1 and E2" in warning.reason

    twice[1]["content"] = []
    assert load_gold(written("b.jsonl", lines(row(attributions=twice)))).warnings == []


def test_nothing_to_measure_on_is_said(written: Written) -> None:
    with pytest.raises(GoldError, match="is empty"):
        load_gold(written("a.jsonl", b" \n"))
    with pytest.raises(GoldError, match="has 2 articles but no attributions"):
        load_gold(written("b.jsonl", lines(row(attributions=[]), row(id="b", attributions=[]))))
    with pytest.raises(GoldError, match=r"no articles \(1 unusable items skipped\)"):
        load_gold(written("c.jsonl", lines(row(text=1))), lenient=True)


def test_packing_and_order_do_not_change_the_hash(written: Written) -> None:
    one, two = row(id="a", publisher="P", date="D"), row(id="b")
    plain = load_gold(written("a.jsonl", lines(one, two)))
    reordered = {"date": "D", **{k: v for k, v in one.items() if k != "date"}}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inside.jsonl", lines(two, reordered))
    for other in (
        written("a.jsonl.gz", gzip.compress(lines(two, one))),
        written("bom.jsonl", b"\xef\xbb\xbf" + lines(one, two) + b"\r\n"),
        written("a.zip", packed.getvalue()),
    ):
        assert load_gold(other).sha256 == plain.sha256
    assert load_gold(written("c.jsonl", lines(one))).sha256 != plain.sha256


def test_damaged_packing_is_said(written: Written) -> None:
    whole = gzip.compress(lines(row()) * 50)
    with pytest.raises(GoldError, match="damaged gzip"):
        load_gold(written("a.jsonl.gz", whole[: len(whole) // 2]))
    with pytest.raises(GoldError, match="can't be unpacked"):
        load_gold(written("a.zip", b"PK\x03\x04 and no more"))
    several = io.BytesIO()
    with zipfile.ZipFile(several, "w") as archive:
        archive.writestr("a.jsonl", b"")
        archive.writestr("b.jsonl", b"")
    with pytest.raises(GoldError, match="holds 2 files"):
        load_gold(written("b.zip", several.getvalue()))


def test_silver_is_read_and_a_broken_one_warned_of(written: Written) -> None:
    silver = {"sentences": [[0, 29]], "names": [[0, 9, "PERSON"]], "coreference": [[[0, 9]]]}
    (article,) = load_gold(written("a.jsonl", lines(row(silver=silver)))).articles
    assert article.silver is not None
    assert article.silver.names == [(0, 9, "PERSON")]
    data = load_gold(written("b.jsonl", lines(row(silver={"sentences": [["x"]]}))))
    assert data.articles[0].silver is None
    assert "silver" in data.warnings[0].reason
