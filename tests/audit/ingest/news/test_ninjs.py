"""ninjs: the same article out of the versions of the format."""

from collections.abc import Callable

import msgspec
import pytest

from onrecord.audit.ingest.errors import FormatError, NoArticleError
from onrecord.audit.ingest.news.ninjs import is_ninjs, ninjs_item
from onrecord.audit.ingest.reader import read_bytes
from tests.audit.ingest.news.items import HEADLINE, TEXT, ninjs_1, ninjs_2, nitf, picture


@pytest.mark.parametrize("item", [ninjs_1, ninjs_2])
def test_a_file_with_one_item_gives_the_article(item: Callable[[], dict[str, object]]) -> None:
    document = read_bytes(msgspec.json.encode(item()), name="pier.json")
    assert document.text == TEXT
    assert document.title == HEADLINE
    assert document.publisher == "The Courier"
    assert document.byline == "By Nora Quill and Ines Marsh"
    assert document.author == "Nora Quill; Ines Marsh"
    assert document.date == "2024-06-11T07:00:00+01:00"
    assert document.genre == "Current"
    assert document.carries == ("byline",)


def test_a_body_in_nitf_goes_before_a_plain_one() -> None:
    bodies = [
        {"contenttype": "text/plain", "value": "Flat."},
        {"contenttype": "application/nitf+xml", "value": nitf()},
    ]
    document = read_bytes(msgspec.json.encode({**ninjs_2(), "bodies": bodies}), name="pier.json")
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("body", "format"),
    [
        ({"value": "A pier."}, "txt"),
        ({"value": "<p>A pier.</p>"}, "html"),
        ({"value": "<p>is a tag.</p>", "contenttype": "text/plain"}, "txt"),
    ],
)
def test_a_body_without_a_media_type_is_told_by_its_look(
    body: dict[str, object], format: str
) -> None:
    item = ninjs_item({**ninjs_2(), "bodies": [body]}, name="pier.json")
    assert (item.text, item.format) == (body["value"], format)


def test_an_item_without_a_text_is_refused() -> None:
    with pytest.raises(NoArticleError, match=r"a ninjs item \(picture\) without a text"):
        read_bytes(msgspec.json.encode(picture()), name="pier.json")


@pytest.mark.parametrize(
    "record",
    [
        {"uri": "a:b", "text": "A record with an address."},
        {"type": "text", "versioncreated": "2024-06-11", "bodies": [{"value": "No uri."}]},
        {"uri": 5, "bodies": [{"value": "A number."}]},
        {"uri": "a:b", "bodies": "no list"},
        [ninjs_2()],
        "uri",
    ],
)
def test_other_records_are_no_items(record: object) -> None:
    assert not is_ninjs(record)


def test_several_items_in_a_file_are_left_to_a_batch() -> None:
    lines = b"\n".join(msgspec.json.encode(item()) for item in (ninjs_1, ninjs_2))
    for data in (lines, msgspec.json.encode([ninjs_1()])):
        with pytest.raises(FormatError, match="onrecord batch reads files of articles"):
            read_bytes(data, name="items.json")


@pytest.mark.parametrize("data", [b'{"uri": ', b'{"uri": "a:b"}', b"[" * 10_000 + b"a"])
def test_what_is_said_to_be_ninjs_and_is_not_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"a\.json is"):
        read_bytes(data, name="a.json", format="ninjs")
