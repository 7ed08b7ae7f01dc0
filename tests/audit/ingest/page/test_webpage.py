"""Web pages: the article, its metadata and its links, and pages without an article."""

import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.errors import LanguageError, NoArticleError
from onrecord.audit.ingest.reader import read_bytes, read_document
from onrecord.audit.ingest.types import Document
from tests.audit.ingest.articles import FOLDER

LEAD = "The mayor of Calder Bay resigned on Tuesday, her office said."
MORE = "Two officials, who declined to be named, said that she had been asked to go by the board."


def read(body: str, head: str = "") -> Document:
    page = f"<!DOCTYPE html><html><head><title>Mayor resigns</title>{head}</head><body>{body}"
    return read_bytes(page.encode(), name="page.html")


def anchors(document: Document) -> dict[str, str]:
    return {document.text[slice(*link.span)]: link.url for link in document.links}


def test_a_page_with_everything() -> None:
    document = read_document(FOLDER / "harbor-pier.html")
    assert document.title == "Harbor board votes to close the east pier for a year"
    assert document.byline == "By Nora Whitfield and Tom Ridge"
    assert document.author == "Nora Whitfield; Tom Ridge"
    assert document.publisher == "The Calder Ledger"
    assert (document.section, document.genre) == ("Local news", "news")
    assert document.date == "2024-03-05"
    assert document.url == "https://calderledger.example/news/2024/03/pier"
    paragraphs = document.text.split("\n\n")
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("CALDER BAY — The harbor board voted 5–2 on Tuesday")
    assert paragraphs[1] == (
        "“We waited too long,” said the board’s chair, Elena Marsh. “That is on us”, she added."
    )
    assert paragraphs[2] == "What the report says"
    assert (
        paragraphs[4]
        == "Repairs would cost $12\u00a0million, not the $5 million that was set aside."
    )
    assert paragraphs[5] == "The structure should not carry vehicles."
    assert paragraphs[7].endswith("(the mayor denies it).")
    assert anchors(document) == {
        "east\u00a0pier": "https://calderledger.example/topics/pier",
        "an engineering report": "https://docs.example/report.pdf",
    }


def test_an_old_page_of_divs_in_latin_1() -> None:
    document = read_document(FOLDER / "rail-strike.html")
    assert document.title == "Rail strike called off – but “not for long”"
    assert (document.author, document.section, document.date) == (
        "Priya Lal",
        "Business",
        "2019-06-18",
    )
    paragraphs = document.text.split("\n\n")
    assert len(paragraphs) == 4
    assert paragraphs[0].endswith("has been called off, the Railway Guards’ Union said.")
    assert paragraphs[3].startswith("Passengers at Aldworth station")
    assert anchors(document) == {"Railway Guards’ Union": "https://union.example/statement"}


def test_a_blog_page() -> None:
    document = read_document(FOLDER / "plant-closing.html")
    assert document.title == "Tarn Motors to close plant"
    assert document.author == "Sean O'Farrell"
    assert document.date == "2022-09-14"
    paragraphs = document.text.split("\n\n")
    assert [p.split()[0] for p in paragraphs] == ["Tarn", "The", "People", '"My', "A"]
    for absent in ("cookies", "Share", "Related", "comments", "briefing", "frankly", "Home"):
        assert absent not in document.text


def test_an_article_of_one_sentence_on_a_page_with_menus() -> None:
    document = read(
        '<nav><a href="/">Home</a> <a href="/s">Sport</a></nav><div class="promo">Subscribe to us '
        f"today.</div><article><h1>Mayor resigns</h1><p>{LEAD}</p></article><footer><p>Copyright "
        "2012 The Calder Ledger. All rights reserved.</p></footer>"
    )
    assert document.text == LEAD
    assert document.title == "Mayor resigns"
    assert document.date is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"{LEAD}<br><br>{MORE}", f"{LEAD}\n\n{MORE}"),
        (f"<p>{LEAD}<br>{MORE}", f"{LEAD}\n{MORE}"),
        (f"<p>{LEAD}<br> <br/><br>{MORE}<p>No.", f"{LEAD}\n\n{MORE}\n\nNo."),
        (f"<pre>{LEAD[:23]}\n{LEAD[24:]}\n\n{MORE}\n</pre>", f"{LEAD}\n\n{MORE}"),
        (f"<table><tr><td>{LEAD} {MORE}<br><br>{LEAD}</table>", f"{LEAD} {MORE}\n\n{LEAD}"),
        (f"<div><div>{LEAD}</div><div>{MORE}</div></div>", f"{LEAD}\n\n{MORE}"),
        (f"<p>{LEAD}</p><ul><li>One.<li>Two.</ul><p>{MORE}", f"{LEAD}\n\nOne.\n\nTwo.\n\n{MORE}"),
        (f"<p>{LEAD}</p><blockquote>{MORE}</blockquote>", f"{LEAD}\n\n{MORE}"),
        (f"<p>{LEAD} <q>I <b>am</b></q> left.<p>{MORE}", f"{LEAD} “I am” left.\n\n{MORE}"),
        (f"<p>A &lt;b&gt; &amp;amp; c. {LEAD}</p>", f"A <b> &amp; c. {LEAD}"),
        (f"<p>“{LEAD}\n said</p><p>  “{MORE}”</p>", f"“{LEAD} said\n\n“{MORE}”"),
        (f"<p>{LEAD}</p><h2>Why now?</h2><p>{MORE}</p>", f"{LEAD}\n\nWhy now?\n\n{MORE}"),
    ],
)
def test_paragraphs(body: str, text: str) -> None:
    assert read(body).text == text


def test_links_are_made_absolute_where_the_page_says_its_address() -> None:
    body = f'<p>{LEAD} She <a href="../x?a=1&amp;b=2">wrote a\n letter</a>.</p><p>{MORE}</p>'
    assert anchors(read(body)) == {"wrote a letter": "../x?a=1&b=2"}
    head = '<link rel="canonical" href="https://ledger.example/news/a">'
    assert anchors(read(body, head)) == {"wrote a letter": "https://ledger.example/x?a=1&b=2"}


def test_links_to_no_page_are_words() -> None:
    links = [
        "#note",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "data:text/html,x",
        "http://[bad",
    ]
    body = "".join(f'<p>{LEAD} See <a href="{link}">this one</a>, he said.</p>' for link in links)
    document = read(body, '<base href="https://ledger.example/">')
    assert document.text.count("See this one, he said.") == 1 or len(document.links) <= 1
    assert {link.url for link in document.links} <= {"http://[bad"}


@pytest.mark.slow
def test_languages_and_genres() -> None:
    head = '<script type="application/ld+json">{"@type": ["OpinionNewsArticle"]}</script>'
    assert read(f"<p>{LEAD}</p>", head).genre == "opinion"
    page = f'<html lang="fr"><body><p>{LEAD} {MORE}</p>'.encode()
    assert read_bytes(page, name="a.html").language == "en"
    assert (
        read_bytes(b'<html lang="en-GB"><p>Mayor Marsh resigns today.</p>', name="a.html").language
        == "en"
    )


def test_a_byline_in_an_element_named_in_mixed_case() -> None:
    body = f'<div class="articleBylineBox">By <span>Reuters</span></div><p>{LEAD}</p><p>{MORE}</p>'
    assert read(body).byline == "By Reuters"


def test_an_article_of_one_paragraph_that_lacks_its_last_stop() -> None:
    text = f"{LEAD} {MORE} {LEAD}".removesuffix(".")
    assert read(f"<article><h1>Mayor resigns</h1><p>{text}</p></article>").text == text


TEASERS = "".join(
    f'<section><h2><a href="/{i}">Headline number {i} of the day</a></h2><p>Managers said the cuts '
    f"were needed after a loss of ${i} million.</p></section>"
    for i in range(2, 9)
)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p></p>",
        '<div id="root"></div><script src="x.js"></script>',
        "<noscript>You need to enable JavaScript to run this app.</noscript>",
        "<h1>Log in</h1><form><input></form><p>Please log in to continue reading. Forgot it?</p>",
        "<h1>Page not found</h1><p>We looked everywhere. The page was not found.</p>",
        '<ul><li><a href="/a">Harbor board votes to close pier</a><li><a href="/b">No more buses'
        '</a><li><a href="/c">Rovers win again in the rain</a></ul>',
        f"<main>{TEASERS}</main>",
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
        "<!-- nothing -->",
    ],
)
def test_pages_without_an_article(body: str) -> None:
    with pytest.raises(NoArticleError) as caught:
        read(body)
    assert caught.value.kind == "no-article"


def test_what_a_word_processor_exports() -> None:
    items = "<ul><li>A first reason.<li>A second reason.</ul>"
    document = read(f"<h1>Mayor resigns</h1><p>{LEAD}</p><h2>Why now?</h2>{items}<p>{MORE}</p>")
    assert document.text == f"{LEAD}\n\nWhy now?\n\nA first reason.\n\nA second reason.\n\n{MORE}"


def test_the_posts_of_a_live_blog() -> None:
    posts = "".join(
        f"<article><h2>{hour}:00 Storm</h2><p>At {hour} the board said so.</p></article>"
        for hour in range(10, 16)
    )
    document = read(f"<main><h1>Storm: live</h1>{posts}</main>")
    assert document.text.count("the board said so.") == 6
    assert document.title == "Storm: live"


def test_cards_of_other_articles_are_no_posts() -> None:
    cards = "".join(
        f'<article><h3><a href="/{i}">Story {i} of all</a></h3><p>It was {i}.</p></article>'
        for i in range(4)
    )
    main = f"<article><h1>Mayor</h1><p>{LEAD}</p><p>{MORE}</p></article>"
    assert read(f"<main>{main}<section>{cards}</section></main>").text == f"{LEAD}\n\n{MORE}"


def test_pull_quotes_are_not_read_twice() -> None:
    quotation = '<div class="pullquote"><p>“she had been asked to go”</p></div>'
    other = '<div class="pullquote"><p>“A quotation that is nowhere else,” he said.</p></div>'
    document = read(f"<article><p>{LEAD}</p>{quotation}{other}<p>{MORE}</p></article>")
    assert document.text.count("she had been asked to go") == 1
    assert "nowhere else" in document.text


def test_links_that_a_word_processor_wrapped() -> None:
    url = "https://www.google.com/url?q=https://x.example/a?b%3Dc&amp;sa=D&amp;ust=1"
    document = read(f'<p>{LEAD} She <a href="{url}">wrote</a> why.</p><p>{MORE}</p>')
    assert anchors(document) == {"wrote": "https://x.example/a?b=c"}


def test_pages_in_scripts_without_spaces() -> None:
    text = "部长周二表示,尽管全国多个城市爆发抗议,政府不会在改革问题上让步。他说谈判仍在继续。"
    page = f"<html><body><article><h1>部长</h1><p>{text}</p></article></body></html>".encode()
    with pytest.raises(LanguageError, match="Chinese"):
        read_bytes(page, name="a.html")
    assert read_bytes(page, name="a.html", any_language=True).text == text


def test_text_that_is_called_a_page() -> None:
    assert read_bytes(LEAD.encode(), name="a.html").text == LEAD


WORDS = st.lists(
    st.sampled_from(["pier", "board", "vote", "“late”", "£5m", "José", "&", "<b>", "closed"]),
    min_size=1,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5))
def test_spans_of_links(paragraphs: list[tuple[list[str], list[str], list[str]]]) -> None:
    parts = [tuple(" ".join(part) for part in paragraph) for paragraph in paragraphs]
    body = "".join(
        f'<p>Number {i}: {html.escape(a)} <a href="https://x.example/{i}">{html.escape(b)}</a> '
        f"{html.escape(c)}, the board of the harbor said on Tuesday.</p>"
        for i, (a, b, c) in enumerate(parts)
    )
    document = read(f"<article>{body}</article>")
    spans = {link.url: document.text[slice(*link.span)] for link in document.links}
    assert spans == {f"https://x.example/{i}": b for i, (_, b, _) in enumerate(parts)}
    assert document.text == "\n\n".join(
        f"Number {i}: {a} {b} {c}, the board of the harbor said on Tuesday."
        for i, (a, b, c) in enumerate(parts)
    )


def test_nothing_is_logged(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoArticleError):
        read("<p></p>")
    read(f"<p>{LEAD}</p>")
    assert capfd.readouterr().err == ""


LINES = (LEAD, "“It was time,” the mayor, Elena Marsh, said. “I am going.”", MORE)


def linked(body: object, page: str = '<div id="root"></div><p>Menu</p>') -> Document:
    data = json.dumps([{"@graph": [{"@type": "NewsArticle", "articleBody": body}]}])
    return read(page, f'<script type="application/ld+json">{data}</script>')


@pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n", "\n", "<br/>", "<br><br />", "</p>\n<p>"])
def test_an_article_that_stands_in_linked_data_alone_keeps_its_paragraphs(between: str) -> None:
    assert linked(between.join(LINES)).text == "\n\n".join(LINES)


def test_single_breaks_within_paragraphs_are_none() -> None:
    first, *rest = LINES
    text = "\n\n".join([first.replace(" on ", "\non "), *rest])
    assert linked(text).text == "\n\n".join(LINES)


def test_linked_data_give_way_to_what_the_page_shows() -> None:
    shown = "".join(f"<p>{line}</p>" for line in LINES)
    told = "\n\n".join([*LINES, "A line for machines alone, nobody said."])
    assert linked(told, f"<article>{shown}</article>").text == "\n\n".join(LINES)


@pytest.mark.parametrize("body", [None, 7, "", [LEAD, MORE], {"text": LEAD}, "\n\n \n", "<p>" * 9])
def test_linked_data_of_any_kind_harm_no_page(body: object) -> None:
    assert linked(body, f"<article><p>{LEAD}</p><p>{MORE}</p></article>").text.startswith(LEAD)
