"""Reading takes time in proportion to length, whatever an article is made of."""

import contextlib

import pytest

from onrecord.audit.ingest.attributes import MOST_ATTRIBUTES, cut_attributes
from onrecord.audit.ingest.errors import IngestError
from onrecord.audit.ingest.inline import MOST_INLINE
from onrecord.audit.ingest.reader import read_bytes
from tests.growth import is_linear

LEAD = "<p>The mayor of Calder Bay resigned on Tuesday, her office said.</p>"
LAST = "<p>The last word was hers, she said.</p>"
INLINE = (
    "a abbr b bdi big br button cite code del em font i img input ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr"
)


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body><article>{LEAD}{body}{LAST}"
    )


def repeat(unit: str, length: int) -> str:
    return unit * (length // len(unit))


def read(text: str) -> None:
    with contextlib.suppress(IngestError):
        read_bytes(text.encode(), name="a.html")


@pytest.mark.parametrize("tag", INLINE.split())
def test_any_inline_element_a_thousand_times_in_a_paragraph(tag: str) -> None:
    unit = f"<{tag}>said he</{tag}> and "
    assert is_linear(read, lambda length: page(f"<p>{repeat(unit, length)}"))


@pytest.mark.parametrize(
    "unit",
    [
        'word<sup><a href="#n">1</a></sup> ',
        'word <a href="#n">one</a> ',
        '<a class="share" href="/x">one</a> word ',
        "<b>x <q>y</q> <a href='#'>z</a></b> ",
        "x<p>The board met.</p>y",
        "x<div>The board met.</div>y",
        "<q>x <b>",
    ],
)
def test_any_mixture_a_thousand_times(unit: str) -> None:
    assert is_linear(read, lambda length: page(repeat(unit, length)))
    assert is_linear(read, lambda length: page(f"<p>{repeat(unit, length)}"))


@pytest.mark.parametrize("tag", ["p", "div", "b", "a", "body", "html", "img", "script", "/p", "x"])
@pytest.mark.parametrize("value", ["", "=1", '="x > y"', "='", '="'])
def test_any_number_of_attributes(tag: str, value: str) -> None:
    def text(length: int) -> str:
        names = " ".join(f"a{number}{value}" for number in range(length // 8))
        return page(f"<{tag} {names}>The board met.")

    assert is_linear(read, text)


def test_no_attribute_is_lost_that_a_page_can_have() -> None:
    many = " ".join(f"data-a{number}='x > {number}'" for number in range(MOST_ATTRIBUTES))
    script = f"<script {many}>if (a<b {many} c d) {{}}</script>"
    for text in (page(f"<p {many}/>The board met.{script}"), f"<!-- <p {many} a> -->{script}<p"):
        assert cut_attributes(text) == text
    assert cut_attributes(f"{script}<p {many} a = b c><b d>") == f"{script}<p {many}><b d>"


@pytest.mark.parametrize("count", [3, MOST_INLINE + 3])
def test_a_crowded_paragraph_says_the_same(count: int) -> None:
    unit = "He <b>said <q>no <i>to</i> all</q></b> of <a href='/x{0}'>it</a><sup>2</sup>. "
    body = "".join(map(unit.format, range(count)))
    document = read_bytes(page(f"<p>{body}</p>").encode(), name="a.html")
    said = " ".join(["He said “no to all” of it2."] * count)
    assert document.text.split("\n\n")[1] == said
    assert [link.url for link in document.links] == [f"/x{number}" for number in range(count)]
    assert {document.text[slice(*link.span)] for link in document.links} == {"it"}


@pytest.mark.parametrize("count", [3, MOST_INLINE + 3])
def test_loose_text_between_many_blocks_is_kept(count: int) -> None:
    unit = "Loose <b>words</b> of {0}.<div><p>The board met on day {0}.</p></div>"
    document = read_bytes(page("".join(map(unit.format, range(count)))).encode(), name="a.html")
    for number in range(count):
        assert f"Loose words of {number}." in document.text
        assert f"The board met on day {number}." in document.text
