"""brat stand-off files, brat folders and PolNeAR's layout."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.eval.gold import GoldArticle, GoldError, load_annotated, load_gold
from onrecord.eval.gold.formats.brat import read_ann
from onrecord.eval.gold.formats.brat_folder import write_brat
from onrecord.eval.gold.formats.polnear import write_polnear
from onrecord.eval.gold.problems import Problems

Written = Callable[..., Path]
TEXT = "“It rains,” Ada Brook said,\n“and pours.” Reportedly it snows."
#: As PolNeAR 1.0 writes it: a trigger on the cue, pieces, an elided source, an event without
#: arguments, a mark that no attribution uses, white space at a line's end.
ANN = (
    "T1\tContent 0 11;28 40\t“It rains,” “and pours.”\n"
    "T2\tSource 12 21\tAda Brook\n"
    "T3\tCue 22 26\tsaid\n"
    "T4\tAttribution 22 26\tsaid\n"
    "E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2\n"
    "T5\tCue 41 51\tReportedly\n"
    "T6\tContent 52 60\tit snows\n"
    "T7\tAttribution-no-source 41 51\tReportedly\n"
    "E2\tAttribution-no-source:T7 \n"
    "E3\tAttribution-no-source:T7 Cue:T5 Content:T6\n"
    "T8\tDiscuss 12 26\tAda Brook said\n"
    "#1\tAnnotatorNotes T8\tis this one?\n"
)


def test_polnears_events_are_read() -> None:
    (first, empty, elided), nested = read_ann(ANN, TEXT, "a.ann", "a", Problems())
    assert nested == []
    assert first.source == [(12, 21)] and first.cue == [(22, 26)]
    assert first.content == [(0, 11), (28, 40)]
    assert (empty.id, empty.source, empty.cue, empty.content) == ("E2", [], [], [])
    assert elided.source == [] and elided.content == [(52, 60)]
    assert all(a.code is None for a in (first, empty, elided))


def test_several_arguments_of_a_role_are_pieces() -> None:
    ann = ANN.replace("Content 0 11;28 40\t“It rains,” “and pours.”", "Content 0 11\t“It rains,”")
    ann += "T9\tContent 28 40\t“and pours.”\n"
    ann = ann.replace("Content:T1 Cue", "Content:T1 Content2:T9 Cue")
    assert read_ann(ann, TEXT, "a", "a", Problems())[0][0].content == [(0, 11), (28, 40)]


def test_a_piece_over_a_line_end_reads_with_a_space() -> None:
    ann = "T1\tContent 22 40\tsaid, “and pours.”\nT2\tAttribution 22 26\tsaid\n"
    ann += "E1\tAttribution:T2 Content:T1\n"
    assert read_ann(ann, TEXT, "a", "a", Problems())[0][0].content == [(22, 40)]


def test_attributions_are_made_from_relations_where_there_are_no_events() -> None:
    ann = (
        "T1\tContent 0 11\t“It rains,”\nT2\tSource 12 21\tAda Brook\nT3\tCue 22 26\tsaid\n"
        "T4\tContent 28 40\t“and pours.”\n"
        "R1\tsource Arg1:T3 Arg2:T2\nR2\tcontent Arg1:T3 Arg2:T1\nR3\tcontent Arg1:T3 Arg2:T4\n"
    )
    ((only,), _) = read_ann(ann, TEXT, "a", "a", Problems())
    assert (only.id, only.source, only.content) == ("T3", [(12, 21)], [(0, 11), (28, 40)])


@pytest.mark.parametrize(
    ("old", "new", "item", "reason"),
    [
        ("Source 12 21", "Source 12 99", "a/E1", "T2 [12, 99] is not a span"),
        ("Source 12 21", "Source 13 22", "a/E1", "T2 reads 'Ada Brook' but the text has"),
        ("Source 12 21", "Source 12", "a/E1", "T2 has the invalid offsets '12'"),
        ("Source:T2", "Source:T99", "a/E1", "its source T99 is missing"),
        ("T8\tDiscuss", "T5\tDiscuss", "a, line 11", "a second annotation has the id T5"),
        ("E2\tAttribution-no-source:T7 ", "E2\t", "a, line 9", "event E2 has no type"),
        (
            "E2\tAttribution-no-source:T7 ",
            "nonsense",
            "a, line 9",
            "it is not a stand-off annotation",
        ),
        ("E3\t", "E1\t", "a, line 10", "a second event has the id E1"),
    ],
)
def test_what_cannot_be_used_is_named_or_left_out(
    old: str, new: str, item: str, reason: str
) -> None:
    ann = ANN.replace(old, new)
    with pytest.raises(GoldError) as caught:
        read_ann(ann, TEXT, "a.ann", "a", Problems())
    assert f"a.ann: {item}: " in str(caught.value) and reason in str(caught.value)
    problems = Problems(lenient=True)
    left, _ = read_ann(ann, TEXT, "a.ann", "a", problems)
    assert [p.id for p in problems.skipped] == [item]
    assert 2 <= len(left) <= 3


def test_a_brat_folder(written: Written, tmp_path: Path) -> None:
    written("set/mon/a.txt", TEXT)
    written("set/mon/a.ann", ANN.replace("\n", "\r\n"))
    written("set/b.txt", TEXT)
    written("set/b.ann", "")
    written("set/codes.tsv", "mon/a\tE1\tP\tG\tAda Brook\n")
    b, a = sorted(load_gold(tmp_path / "set").articles, key=lambda article: article.id)
    assert (b.id, a.id) == ("b", "mon/a")
    assert a.text == TEXT and a.attributions[0].canonical == "Ada Brook"
    assert b.attributions == []


def test_texts_without_annotation_and_the_reverse_are_faults(
    written: Written, tmp_path: Path
) -> None:
    written("set/a.txt", TEXT)
    written("set/a.ann", ANN)
    written("set/c.ann", "")
    with pytest.raises(GoldError, match=r"c: its text c\.txt is missing"):
        load_gold(tmp_path / "set")
    written("set/c.txt", "Zoë".encode("latin-1"))
    with pytest.raises(GoldError, match=r"c: it is not UTF-8 \(byte 2\)"):
        load_gold(tmp_path / "set")
    written("set/d.txt", "x")
    data = load_gold(tmp_path / "set", lenient=True)
    assert [p.id for p in data.skipped] == ["c", "d"]


def test_brats_own_configuration_stands_in_the_folder(article: GoldArticle, tmp_path: Path) -> None:
    write_brat([article], tmp_path / "out")
    configuration = (tmp_path / "out" / "annotation.conf").read_text()
    sections = ["[entities]", "[events]", "[relations]", "[attributes]"]
    assert [line for line in configuration.splitlines() if line.startswith("[")] == sections
    ann = (tmp_path / "out" / "harbour-1.ann").read_text(encoding="utf-8")
    assert "A1\tCode E1 P" in ann and "#1\tAnnotatorNotes E1\tAda Brook" in ann


def polnear(written: Written) -> Path:
    """A small corpus as PolNeAR lays it out, of two compartments and two annotators."""
    written(
        "data/metadata.tsv",
        "compartment\tfilename\tlevel\tannotators\tpublisher\tpublication_date\ttitle\n"
        'train\train_day\t4\tab12|cd34\tcourier\t2025-10-14\t"""Rain"", she says"\n',
    )
    written("data/train/text/rain_day.txt", TEXT)
    written("data/train/attributions/rain_day_cd34.ann", "")
    written("data/train/attributions/rain_day_ab12.ann", ANN)
    written("data/dev/text/rain.txt", TEXT)
    written("data/dev/attributions/rain_ab12.ann", ANN)
    written("data/annotator-training/text/snow.txt", TEXT)
    return written("data/annotator-training/attributions/snow_ab12.ann", ANN).parents[2]


def test_polnears_layout(written: Written) -> None:
    data = polnear(written)
    corpus = load_gold(data.parent)
    assert [a.id for a in corpus.articles] == ["rain", "rain_day"]
    day = corpus.articles[1]
    assert day.meta == {
        "compartment": "train",
        "level": "4",
        "publisher": "courier",
        "date": "2025-10-14",
        "title": '"Rain", she says',
        "annotator": "ab12",
    }
    assert len(day.attributions) == 3
    assert [a.id for a in load_gold(data / "dev").articles] == ["rain"]
    assert [a.id for a in load_gold(data / "annotator-training").articles] == ["snow"]
    both = load_annotated([data / "train"])
    assert both.annotators == ["ab12", "cd34"]


def test_codes_for_polnear(written: Written, tmp_path: Path) -> None:
    data = polnear(written)
    elsewhere = written("codes/rain_day.tsv", "E1\tP\tG\tAda Brook\n").parent
    day = load_gold(data / "train", codes=elsewhere).articles[0]
    assert day.attributions[0].canonical == "Ada Brook" and day.attributions[2].code is None
    written("data/codes.tsv", "rain_day\tE3\tN\t-\t-\n")
    assert load_gold(data / "train").articles[0].attributions[2].code == "N"
    written("data/codes.tsv", "rain_day\tE33\tN\t-\t-\n")
    with pytest.raises(
        GoldError, match="rain_day/E33: it codes an attribution that does not exist"
    ):
        load_gold(data / "train")
    with pytest.raises(GoldError, match="Only PolNeAR's layout takes a file of codes"):
        load_gold(written("a.jsonl", '{"id": "a"}'), codes=elsewhere)


def test_faults_of_polnears_layout(written: Written) -> None:
    data = polnear(written)
    written("data/dev/attributions/hail_ab12.ann", "")
    with pytest.raises(GoldError, match="hail_ab12: its text is missing"):
        load_gold(data / "dev")
    written("data/dev/text/hail.txt", "x")
    written("data/dev/text/fog.txt", "x")
    with pytest.raises(GoldError, match="fog: nobody annotated it"):
        load_gold(data / "dev")
    with pytest.raises(GoldError, match="no folders text and attributions"):
        load_gold(data / "dev" / "text", format="polnear")


def test_the_layout_that_is_written_is_polnears(article: GoldArticle, tmp_path: Path) -> None:
    write_polnear([article], tmp_path / "data")
    files = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert files == [
        "data/codes.tsv",
        "data/corpus/attributions/harbour-1_kim.ann",
        "data/corpus/text/harbour-1.txt",
        "data/metadata.tsv",
    ]
    ann = (tmp_path / files[1]).read_text(encoding="utf-8")
    assert "Code" not in ann and "E4\tAttribution-no-source:" in ann


def test_nothing_is_written_over_or_left_half_written(article: GoldArticle, tmp_path: Path) -> None:
    write_brat([article], tmp_path / "out")
    with pytest.raises(GoldError, match="already exists"):
        write_brat([article], tmp_path / "out")
    broken = GoldArticle(id="b", text="\ud800", attributions=[])
    with pytest.raises(UnicodeEncodeError):
        write_brat([article, broken], tmp_path / "new")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
