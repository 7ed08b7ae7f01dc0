"""Telling plain text, Markdown, web pages and data apart."""

import pytest

from onrecord.audit.ingest.errors import FormatError
from onrecord.audit.ingest.formats import format_of

PROSE = "The mayor said on Tuesday that the bridge would stay closed."


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", PROSE, "txt"),
        ("a", PROSE, "txt"),
        ("-", PROSE, "txt"),
        ("a.md", PROSE, "md"),
        ("A.MARKDOWN", PROSE, "md"),
        ("a.HTM", PROSE, "html"),
        ("a.html", PROSE, "html"),
        ("-", f"<!DOCTYPE html><p>{PROSE}", "html"),
        ("a.txt", f"\n <html lang=en><p>{PROSE}", "html"),
        ("a.md", f"<!-- saved --><!doctype html>\n<p>{PROSE}", "html"),
        ("a.txt", f"<!-- a --> <!-- -> b -->\n<html>\n<p>{PROSE}", "html"),
        ("-", f'<?xml version="1.0"?>\n<html xmlns="x"><p>{PROSE}', "html"),
        ("page", f'<div class="a"><p>{PROSE}', "html"),
        ("a.txt", f"<b>{PROSE}", "txt"),
        ("a.txt", "<pressure> is a word in angle brackets", "txt"),
        ("a.rst", PROSE, "txt"),
        ("-", "# A heading\n\n" + PROSE, "txt"),
        ("-", '{"The mayor" said so, in braces.', "txt"),
        ("-", '["He said," she began] and stopped.', "txt"),
    ],
)
def test_name_and_look(name: str, text: str, expected: str) -> None:
    assert format_of(text, name=name) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", "{}"),
        ("a.csv", "id,text\n1,words"),
        ("-", '{"id": 1, "text": "words"}\n{"id": 2, "text": "words"}\n'),
        ("a.txt", '[{"id": 1}]'),
        ("feed", '<?xml version="1.0"?><rss version="2.0"><item/></rss>'),
    ],
)
def test_data_are_refused(name: str, text: str) -> None:
    with pytest.raises(FormatError):
        format_of(text, name=name)
    assert format_of(text, name=name, given="txt") == "txt"


def test_what_the_caller_and_the_server_say() -> None:
    assert format_of(f"<html>{PROSE}", name="a.html", given="txt") == "txt"
    assert format_of(PROSE, name="https://x.example/a", content_type="text/html") == "html"
    assert format_of(PROSE, name="https://x.example/a", content_type="text/markdown") == "md"
    assert format_of(PROSE, name="https://x.example/a", content_type="text/plain") == "txt"


@pytest.mark.parametrize("unit", ["<!-- -->", "<!-- ", "<!", " ", "<p ", '{"', "["])
def test_no_beginning_is_too_much_to_look_at(unit: str) -> None:
    assert format_of(unit * 1_000 + f" {PROSE}", name="-") == "txt"
