"""Metadata under whatever name, dates in whatever shape."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.metadata import iso_date, language_code, metadata_of, names_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T09:10:00Z", "2024-03-05T09:10:00+00:00"),
        ("2024-03-05 09:10", "2024-03-05T09:10:00"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 9, tzinfo=UTC), "2024-03-05T09:00:00+00:00"),
        ("March 5, 2024", "2024-03-05"),
        ("Sept. 5, 2024", "2024-09-05"),
        ("Jan. 5, 2024", "2024-01-05"),
        ("May 5, 2024", "2024-05-05"),
        ("5 March  2024", "2024-03-05"),
        ("Tuesday, March 5, 2024", "2024-03-05"),
        ("Tue, 05 Mar 2024 09:10:00 +0000", "2024-03-05T09:10:00+00:00"),
        ("Tue, 05 Mar 2024 09:10:00 GMT", "2024-03-05T09:10:00+00:00"),
        ("March 5, 2024 9:10 AM EST", "2024-03-05T09:10:00"),
        ("Tue Mar  5 09:10:00 2024", "2024-03-05T09:10:00"),
        ("5th March 2024, 9:10 p.m.", "2024-03-05T21:10:00"),
        ("March 5 2024", "2024-03-05"),
        ("05-Mar-2024", "2024-03-05"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("3/3/2024", "2024-03-03"),
        ("2024/03/05", "2024-03-05"),
        ("2024.03.05", "2024-03-05"),
        ("20240305T091000Z", "2024-03-05T09:10:00+00:00"),
        (20240305, "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("3/4/2024", None),
        ("yesterday", None),
        ("2024-13-45", None),
        ("", None),
        (None, None),
        (True, None),
        (1.5, None),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    assert iso_date(value) == expected


JUNK = """
soon|now|today|noon|May|Friday|March|Sat|T|z|am|10 a.m.|12:30|4:20|10|1|99|0|-1|1e5|June 5|5 June|
2 days ago|1/1/1|9/11|24/7|50/50|3/4/2024|5.11.2024|10/11/12|5 May 5|2 March 26|Jan 16 12|1.2.3|
10.0.2024|v1.2.2024|20261399|12345678|1234567|011120|1700000000|1700000000000|31 February 2026|
March 32, 2026|May 5, 99999|2024-13-01|2020-2021|2019/20|20 20 2020|7 Nov 1666 3|101 2020 May|
1 1 2020 May|March 2026|Mon 2026|in 2026|2026 March|10am 2 2026|2024 was a year|Issue 12, 2024|
vol. 3 2024|10 Downing St 2024|Updated 2024|2026-03-02 is when|2024/3|Tuesday 2024|12.30 2024
"""


@pytest.mark.parametrize("junk", [words.strip() for words in JUNK.split("|")])
def test_no_date_is_guessed(junk: str) -> None:
    assert iso_date(junk) is None


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=70), st.from_regex(r"[0-9./: ,-]{0,20}2024[0-9A-Za-z./: ,-]{0,20}"))
)
def test_what_is_a_date_has_its_year(text: str) -> None:
    found = iso_date(text)
    assert found is None or found[:4] in text


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_written_dates_come_back(day: date) -> None:
    for written in (f"{day:%B} {day.day}, {day.year}", f"{day:%A}, {day.day} {day:%b} {day.year}"):
        assert iso_date(written) == day.isoformat()
    assert iso_date(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By Ann Lee and Tom Roe", "Ann Lee; Tom Roe"),
        ("BY ANN LEE, TOM ROE, and JO FALK", "ANN LEE; TOM ROE; JO FALK"),
        ("by Byron Anderson & Andy Byrd", "Byron Anderson; Andy Byrd"),
        ("By ", None),
    ],
)
def test_names_in_bylines(byline: str, names: str | None) -> None:
    assert names_of(byline) == names


def test_names_of_columns() -> None:
    record = {
        "Headline": "  Bridge \n closed ",
        "pub-date": "x",
        "published": "March 5, 2024",
        "Publication": "The Ledger",
        "authors": ["Ann Lee", {"name": "Tom Roe"}, 7, None],
        "categories": ["News", "Local"],
        "lang": "en_GB",
        "URL": "https://ledger.example/bridge",
        "words": 300,
    }
    metadata = metadata_of(record)
    assert metadata.title == "Bridge closed"
    assert metadata.date == "2024-03-05"
    assert metadata.publisher == "The Ledger"
    assert metadata.author == "Ann Lee; Tom Roe; 7"
    assert metadata.section == "News"
    assert metadata.language == "en"
    assert metadata.url == "https://ledger.example/bridge"
    assert metadata.byline is None


def test_bylines_name_authors() -> None:
    assert metadata_of({"byline": "By Ann Lee"}).author == "Ann Lee"
    both = metadata_of({"author": "By Ann Lee and Tom Roe"})
    assert (both.byline, both.author) == ("By Ann Lee and Tom Roe", "Ann Lee; Tom Roe")


def test_values_that_mean_nothing() -> None:
    nested: list[object] = ["x"]
    for _ in range(100):
        nested = [nested] * 10
    record = {"title": nested, "author": [[["a"]]], "section": True, "lang": "??", "date": [1]}
    assert metadata_of(record) == metadata_of({})


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("EN", "en"), ("de_AT", "de"), ("English", "en"), ("x", None)],
)
def test_language_tags(tag: str, code: str | None) -> None:
    assert language_code(tag) == code
