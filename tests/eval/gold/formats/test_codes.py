"""Codes in files of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.eval.gold.formats.codes import apply_codes, format_codes, read_codes, report_strays
from onrecord.eval.gold.problems import GoldError, Problems
from onrecord.eval.gold.types import GoldArticle, GoldAttribution

Written = Callable[..., Path]


def test_a_file_of_codes(written: Written) -> None:
    path = written(
        "codes.tsv",
        "article\tid\tcode\tsector\tcanonical\r\n"
        'rain\tE1\tP\tG\t"Jo" Cole\r\n'
        "rain\tE2\tX!\tU\tan aide\r\n\r\n"
        "snow\tE1\tN\t-\t-\n"
        "snow\tE2\tX\tU\ta clerk\trole\tfalse\n",
    )
    codes = read_codes(path, Problems())
    assert codes["rain", "E1"].canonical == '"Jo" Cole'
    assert codes["rain", "E2"].withheld and codes["rain", "E2"].sector == "unknown"
    assert codes["snow", "E1"].canonical is None
    assert (codes["snow", "E2"].unnamed, codes["snow", "E2"].insider) == ("role", False)


def test_a_folder_in_the_codebooks_columns(written: Written) -> None:
    folder = written("codes/rain.tsv", "E1\tD\tE\tthe survey\n").parent
    written("codes/snow.tsv", "id\tcode\tsector\tcanonical\nE1\tA\t-\t-\n")
    codes = read_codes(folder, Problems())
    assert codes["rain", "E1"].code == "D" and codes["snow", "E1"].code == "A"


@pytest.mark.parametrize(
    ("line", "item", "reason"),
    [
        ("rain\tE1\tP\tG", "line 2", "it has 4 columns, not 7"),
        ("rain\tE1\tZ\tG\tAda", "rain/E1", "unknown code 'Z'"),
        ("rain\tE1\tP\tQ\tAda", "rain/E1", "unknown sector 'Q'"),
        ("rain\tE1\tX\tG\taide\tsome\ttrue", "rain/E1", "unknown unnamed 'some'"),
        ("rain\tE1\tX\tG\taide\trole\tyes", "rain/E1", "unknown insider 'yes'"),
        ("rain\tE0\tP\tG\tAda", "rain/E0", "it is coded twice"),
    ],
)
def test_bad_lines_are_named_or_left_out(
    written: Written, line: str, item: str, reason: str
) -> None:
    path = written("codes.tsv", f"rain\tE0\tP\tG\tAda\n{line}\n")
    with pytest.raises(GoldError) as caught:
        read_codes(path, Problems())
    assert item in str(caught.value) and reason in str(caught.value)
    problems = Problems(lenient=True)
    assert list(read_codes(path, problems)) == [("rain", "E0")]
    assert [p.id for p in problems.skipped] == [item]


def test_a_file_that_is_no_text(written: Written) -> None:
    with pytest.raises(GoldError, match="it is not UTF-8"):
        read_codes(written("codes.tsv", "rain\tE1\tP\tG\tZoë\n".encode("latin-1")), Problems())


def test_codes_are_laid_on_attributions(article: GoldArticle, written: Written) -> None:
    codes = read_codes(written("codes.tsv", format_codes([article])), Problems())
    everything = [*article.attributions, *article.nested]
    bare = [
        GoldAttribution(id=a.id, source=a.source, cue=a.cue, content=a.content) for a in everything
    ]
    assert apply_codes(article.id, bare, codes) == everything
    assert apply_codes("other", bare, codes) == bare


def test_codes_of_nothing_are_faults_only_in_articles_that_are_there(
    article: GoldArticle, written: Written
) -> None:
    lines = f"{article.id}\tE77\tP\tG\tAda\nelsewhere\tE1\tP\tG\tAda\n"
    codes = read_codes(written("codes.tsv", lines), Problems())
    problems = Problems(lenient=True)
    report_strays(codes, [article], problems)
    assert [p.id for p in problems.skipped] == [f"{article.id}/E77"]
