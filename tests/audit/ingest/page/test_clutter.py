"""What stands around an article and between its paragraphs is no part of its text."""

import pytest

from onrecord.audit.ingest.reader import read_bytes

LEAD = "The reservoir at Penfold Mill will be drained in May, the water company said on Monday."
MORE = "“We have put it off for ten years,” said its director, Ines Okafor. “No longer.”"
LAST = "Anglers have asked the county to move the fish to Lake Sorrel before the work begins."


def text_of(between: str, *, before: str = "", behind: str = "", name: str = "story-body") -> str:
    """The text of a page with three paragraphs, and what stands before, between and behind them."""
    page = (
        "<!DOCTYPE html><html><head><title>Reservoir to be drained</title></head><body>"
        f'<nav><a href="/">Home</a></nav><div class="{name}">{before}<p>{LEAD}</p>{between}'
        f"<p>{MORE}</p><p>{LAST}</p>{behind}</div><footer><p>All of it is ours.</p></footer>"
    )
    return read_bytes(page.encode(), name="page.html").text


@pytest.mark.parametrize("name", ["story-body", "c-articleBody__main", "entry-content", "plain"])
@pytest.mark.parametrize(
    "clutter",
    [
        "<figure><img src=a.jpg><figcaption>The mill in 1911. Photo: Roe.</figcaption></figure>",
        '<div class="media-caption">The director spoke to reporters at the dam.</div>',
        "<aside><h3>Also today</h3><p>The bridge is open again, the county said.</p></aside>",
        '<div class="newsletter-signup"><p>Get our letter each morning. It is free.</p></div>',
        '<div class="social-share"><a href="/f">Facebook</a> <a href="/m">Mail</a></div>',
        '<p class="photo-credit">Lia Brandt for The Penfold Post.</p>',
        "<p>Advertisement</p>",
        "<p>Image 2 of 5</p>",
        '<p>Read more: <a href="/x">Why the old dam leaks</a></p>',
        '<p><a href="/x">Ten walks around Lake Sorrel</a></p>',
        '<h3>More stories</h3><ul><li><a href="/x">A fish that flew</a><li>A mill for sale</ul>',
        "<p>4 min read</p>",
        "<p>128 comments</p>",
        "<p><img src=a.jpg></p><p><em>The mill in 1911</em></p>",
        '<center><img src=a.jpg><br><small>The mill, by <a href="/x">Roe</a></small></center>',
        '<p><strong>Don’t miss</strong></p><p><a href="/x">Ten walks around the lake</a> [MAP]</p>',
        '<p>More great Post stories</p><ul><li>A fish, <a href="/x">it turns out, that flew</a><li>'
        '<a href="/y">A mill for sale</a></ul>',
        '<p><a href="/x">See the pictures of the week.</a></p>',
        '<p>Video: <a href="/x">How the dam was built</a></p>',
        '<div class="noticias-relacionadas"><p>The county will vote, a clerk said.</p></div>',
        '<div class="comentarios"><p>Nobody asked the fish, as far as I know.</p></div>',
        "<p>Tempo de leitura: 2 minutos</p>",
        '<p style="display:none">Only machines see this sentence, said nobody.</p>',
    ],
)
def test_clutter_between_paragraphs_goes(name: str, clutter: str) -> None:
    text = text_of(clutter, name=name)
    assert text == f"{LEAD}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize(
    "notice",
    [
        "<p>Sign up for our newsletter to get the news every morning.</p>",
        "<p>Questions? Comments? Write to us.</p>",
        "<p>Reach the reporters on Twitter.</p>",
        "<p>Follow us on Facebook and Twitter.</p>",
        "<p>Reach the reporter at lia@post.example or @liabrandt.</p>",
        "<p>© 2024 The Penfold Post. All rights reserved.</p>",
        "<p>Published March 4, 2024</p>",
        "<h3>Related stories</h3><p>Comments</p>",
        "<p>Filed under: Water</p>",
    ],
)
def test_what_a_site_adds_behind_an_article_goes(notice: str) -> None:
    assert text_of("", behind=notice) == f"{LEAD}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize(
    "kept",
    [
        "<h3>Ten years of delay</h3>",
        "<p>The company followed us on a tour, said Mr. Roe, and asked us to sign up for work.</p>",
        "<p>More than 200 people came on <time>Monday</time> to see the dam, he said.</p>",
        "<p>He read the letter aloud. The <span class=note>copyright</span> was his.</p>",
        "<p><img src=a.jpg></p><p><em>We have put it off for ten years.</em></p>",
        "<p><img src=a.jpg></p><p>What the water company says now</p>",
        '<p>Related to the dam is a mill</p><p>It was <a href="/x">sold in 1911</a>, he said.</p>',
        '<p>The <a href="/x">report on the dam</a> is out.</p>',
        "<ul><li>The dam is to be mended.<li>The fish are to be moved.</ul>",
    ],
)
def test_what_belongs_to_the_article_stays(kept: str) -> None:
    parts = text_of(kept).split("\n\n")
    assert (parts[0], parts[-2:]) == (LEAD, [MORE, LAST])
    assert len(parts) > 3


def test_words_of_a_sentence_stay_whatever_their_link_is_called() -> None:
    link = '<a class="player-link" href="/x">Ines Okafor</a>'
    text = text_of(f"<p>Its director, {link}, spoke to us on Monday at the dam.</p>")
    assert "Its director, Ines Okafor, spoke to us on Monday at the dam." in text


def test_a_form_around_the_whole_page_is_no_clutter() -> None:
    page = f"<html><body><form><div class=article-body><p>{LEAD}</p><p>{MORE}</p></div></form>"
    assert read_bytes(page.encode(), name="a.html").text == f"{LEAD}\n\n{MORE}"


def test_cards_that_show_when_one_points_at_a_name_are_no_words_of_the_sentence() -> None:
    card = "".join(f'<a href="/{i}">Another headline number {i} </a>' for i in range(4))
    sentence = (
        f'<p>The mayor, <span><a href="/who">Ada Quist</a><span>{card}MORE</span></span>, has '
        "asked for a study of the dam.</p>"
    )
    assert "The mayor, Ada Quist, has asked for a study of the dam." in text_of(sentence)


def test_the_parts_of_a_body_that_is_cut_into_chunks_are_joined() -> None:
    chunk = '<div class="article__body"><p>{}</p><p>{}</p></div><div class=ad><p>Buy it.</p></div>'
    page = (
        '<html><body><div class="article__chunks">'
        f"{chunk.format(LEAD, MORE)}{chunk.format(LAST, LEAD[:50] + ' again.')}</div>"
    )
    text = read_bytes(page.encode(), name="a.html").text
    assert text == f"{LEAD}\n\n{MORE}\n\n{LAST}\n\n{LEAD[:50]} again."


def test_parts_of_a_body_in_rows_that_no_name_tells_are_joined() -> None:
    row = '<div class="row"><div class="article-body"><p>{}</p><p>{}</p></div></div>'
    page = (
        f"<html><body><div class=rows>{row.format(LEAD, MORE)}<div class=ad>Buy it.</div>"
        f"{row.format(LAST, LEAD[:50] + ' again.')}</div>"
    )
    text = read_bytes(page.encode(), name="a.html").text
    assert text == f"{LEAD}\n\n{MORE}\n\n{LAST}\n\n{LEAD[:50]} again."


def test_links_in_a_page_that_says_it_is_an_article_make_no_front_page_of_it() -> None:
    teaser = '<section><h2><a href="/{0}">Headline number {0} of the day</a></h2></section>'
    teasers = "".join(map(teaser.format, range(4)))
    page = (
        '<html><head><meta property="og:type" content="article"><title>Reservoir to be drained'
        f"</title></head><body><main><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>{teasers}</main>"
    )
    assert LAST in read_bytes(page.encode(), name="a.html").text


TWEET = (
    '<blockquote class="twitter-tweet"><p>We will drain it. <a href="https://t.co/x1">'
    "pic.twitter.com/x1</a></p>&mdash; Penfold Water (@penfoldwater) "
    '<a href="https://twitter.com/penfoldwater/status/1">March 4, 2024</a></blockquote>'
)


def test_an_embedded_post_is_a_quotation_by_its_author() -> None:
    for markup in (TWEET, f"<figure>{TWEET}</figure>", f"<div class=embed>{TWEET}</div>"):
        parts = text_of(markup).split("\n\n")
        assert parts[1] == "“We will drain it.” — Penfold Water (@penfoldwater)"
        assert parts[2:] == [MORE, LAST]


def test_a_post_without_words_goes() -> None:
    empty = '<blockquote class="twitter-tweet"><a href="https://twitter.com/x"></a></blockquote>'
    assert text_of(empty) == f"{LEAD}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize("around", ["social-media-embed", "c-social share", "twitter widget"])
def test_a_post_in_a_division_that_is_called_social_stays(around: str) -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>We will<br>drain it.</p>— Ines Okafor (@iokafor) '
        '<a href="https://t.co/x">May 3, 2024</a></blockquote>'
    )
    text = text_of(f'<div class="{around}"><div>{post}</div></div>')
    assert "“We will drain it.” — Ines Okafor (@iokafor)" in text
