"""Reading takes time in proportion to length, whatever an article is made of."""

import contextlib
import json
from collections.abc import Callable

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.errors import IngestError
from onrecord.audit.ingest.page.attributes import MOST_ATTRIBUTES, cut_attributes
from onrecord.audit.ingest.page.inline import MOST_INLINE
from onrecord.audit.ingest.reader import read_bytes
from tests.growth import is_linear

pytestmark = pytest.mark.slow

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


@pytest.mark.parametrize(
    "tag", ["fieldset", "form", "table", "header", "li", "section", "td", "x-y"]
)
def test_any_block_a_thousand_times(tag: str) -> None:
    assert is_linear(
        read, lambda length: page(repeat(f"<{tag}>The board met, he said.</{tag}>", length))
    )


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


#: Shapes of linked data, each with all of the text, or with a part that comes over and over.
DATA: list[Callable[[int], str]] = [
    *(
        lambda length, unit=unit: repeat(unit, length)
        for unit in (
            *(
                '{"@type":"Person"',
                '{"@type":"Person",',
                '"author":[{"@type":"Person","name":',
                "[",
            ),
            *('{"a":', '"', "\\", '"@type":[', '"author":{"name":"A B"', '"publisher":{"a":', "}{"),
        )
    ),
    lambda length: json.dumps({**ARTICLE, "author": names_of(length)}),
    lambda length: json.dumps({**ARTICLE, "author": ", ".join(names_of(length))}),
    lambda length: json.dumps({**ARTICLE, "author": people_of(length)}),
    lambda length: json.dumps([{**ARTICLE, "author": name} for name in names_of(length // 5)]),
    lambda length: json.dumps({**ARTICLE, "@graph": people_of(length)}),
    lambda length: json.dumps({**ARTICLE, "headline": "a - " * (length // 4)}),
    lambda length: json.dumps({**ARTICLE, "articleBody": "a" + "\n " * (length // 2)}),
    lambda length: '"@type":' + " " * length,
]
ARTICLE = {"@context": "https://schema.org", "@type": "NewsArticle"}


def names_of(length: int) -> list[str]:
    """Names of 13 letters none of which is part of another."""
    return [
        f"Ann {number * 7919 % 99_999_989:08d}".translate(LETTERS) for number in range(length // 15)
    ]


LETTERS = str.maketrans("0123456789", "abcdefghij")


def people_of(length: int) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in names_of(length // 3)]


@pytest.mark.parametrize("data", DATA)
def test_linked_data_of_any_shape(data: Callable[[int], str]) -> None:
    script = '<script type="application/ld+json">{}</script>'
    assert is_linear(read, lambda length: page("", script.format(data(length))))


@pytest.mark.parametrize(
    "unit",
    [
        '<meta name="author" content="{}">',
        '<meta property="article:author" content="{}">',
        '<meta name="keywords" content="{}">',
        '<script type="application/ld+json">{{"@type":"Person","name":"{}"}}</script>',
        '<a rel="author" href="/x">{}</a>',
        '<span class="byline">By {}</span>',
        "<h1>{}</h1>",
    ],
)
def test_any_number_of_authors(unit: str) -> None:
    assert is_linear(read, lambda length: page("", "".join(map(unit.format, names_of(length)))))
    assert is_linear(read, lambda length: page("", unit.format(", ".join(names_of(length)))))


def test_what_a_page_tells_about_itself_is_found_in_long_data() -> None:
    more = [{"@type": "ImageObject", "caption": "A pier. " * 1_000}] * 50
    data = {**ARTICLE, "image": more, "author": people_of(500)[:3], "headline": "Mayor resigns"}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    document = read_bytes(page("", script).encode(), name="a.html")
    assert document.author is not None
    assert len(document.author.split("; ")) == 3
    assert document.genre == "news"


#: Lines of which Markdown is made.
LINES = [
    *("> x", "- x", "1. x", "# x", "```", "~~~ x", "x", "", "    x", "<div>", "<!--", "</b>"),
    *("[a]: /x", '[a]: /x "t', "[a", "---", "===", "a|b", "-|-", "> > x", "> - x", "  - x", ">"),
    *("> ```", "> # x", "- # x", "- > x", "*a **b", "![a](b", "[a](b)", "`x", "<b>x", "x\\"),
]


def read_md(text: str) -> None:
    with contextlib.suppress(IngestError):
        read_bytes(text.encode(), name="a.md")


@settings(deadline=None, max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=3))
@example(["- > x", "x"])
@example(["> ```", "x"])
@example(["> # x", "x"])
@example(["- # x", "x"])
def test_any_lines_of_markdown_over_and_over(lines: list[str]) -> None:
    unit = "\n".join([*lines, ""])
    assert is_linear(read_md, lambda length: repeat(unit, length), 4_000)


@pytest.mark.parametrize(
    "text",
    [
        lambda length: '[a]: /x "' + "y\n" * (length // 2),
        lambda length: "[" + "y\n" * (length // 2),
        lambda length: "> " * 18 + "y\n" * (length // 2),
        lambda length: repeat("- " * 30 + "x\n", length),
        lambda length: repeat(">" * 60 + "x\n\n", length),
        lambda length: repeat("[", length // 2) + "a" + repeat("]", length // 2),
        lambda length: repeat("![", length // 3) + "a" + repeat("](b)", length // 3 * 2),
        lambda length: "\n".join("`" * number for number in range(int((2 * length) ** 0.5), 2, -1)),
        lambda length: "<div>" + repeat("<script>", length),
        lambda length: "<div>" + repeat("<a href=", length) + ">",
        lambda length: "<div><a" + " " * length + ">x",
    ],
)
def test_markdown_of_any_shape(text: Callable[[int], str]) -> None:
    assert is_linear(read_md, text, 20_000)


@pytest.mark.parametrize("tag", ["article", "center", "div", "main", "section"])
def test_text_right_in_a_block_is_kept(tag: str) -> None:
    body = f"<p>One more.</p><{tag}><{tag}>The board met, he <b>said</b>.</{tag}> It left.</{tag}>"
    document = read_bytes(page(body).encode(), name="a.html")
    assert "The board met, he said." in document.text
    assert "It left." in document.text
