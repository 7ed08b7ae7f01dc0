"""AMP pages without what stands around the article, and pages in another encoding than they say."""

import json
from html import escape

import pytest

from onrecord.audit.ingest.errors import IngestError
from onrecord.audit.ingest.reader import read_bytes
from tests.audit.ingest.page.sites.skins import SITE, SKINS, article_head, page
from tests.audit.ingest.page.sites.stories import Story, story
from tests.audit.ingest.page.test_bad_pages import EVERY_SKIN, assert_is, read

FIRST = story(1)


def amp(told: Story, *, body: str) -> str:
    linked = {"@type": "NewsArticle", "headline": told.title}
    return f"""<!doctype html><html ⚡ lang="en"><head><meta
charset="utf-8"><title>{told.title}</title>
<link rel="canonical" href="{SITE}{told.path}"><script async
 src="https://cdn.example/v0.js"></script>
<script type="application/ld+json">{json.dumps(linked)}</script><style
 amp-boilerplate>body{{}}</style>
<style amp-custom>.a{{}}</style></head><body>
<amp-sidebar id="sidebar" layout="nodisplay" side="left"><ul><li><a href="/">Home</a></li><li><a
 href="/sport">Sport</a></li></ul><p>Choose the edition that you would like to
 read.</p></amp-sidebar>
<amp-user-notification id="n" layout="nodisplay"><p>This site uses cookies. By going on you
 agree.</p>
<button>OK</button></amp-user-notification><header class="header"><button on="tap:sidebar.toggle">☰
</button></header>{body}<footer><p>© 2024 The Calder Ledger. All rights reserved.</p></footer>
<amp-analytics type="x"><script type="application/json">{{"vars": {{"a":
 "b"}}}}</script></amp-analytics>
</body></html>"""


ADS = (
    '<div class="amp-ad-wrapper"><amp-ad width="300" height="250" type="doubleclick"><div '
    "placeholder>"
    "<p>Our sponsor sells the finest boats on this coast.</p></div><div fallback><p>This "
    "offer is not "
    "available in your country.</p></div></amp-ad></div>",
    '<div class="i-amphtml-element"><amp-embed type="taboola" '
    'layout="responsive"><div><p>Doctors hate '
    "this trick that melts a boat’s barnacles.</p></div></amp-embed></div>",
    '<div class="adbox"><p>Advertisement</p><amp-sticky-ad '
    'layout="nodisplay"><amp-ad><p>Save 40% on '
    "all sails this week only.</p></amp-ad></amp-sticky-ad></div>",
    '<amp-img src="/a.jpg" alt="Pier"><noscript><p>Your browser shows no pictures, it seems.</p>'
    "</noscript></amp-img>",
    '<amp-carousel type="slides"><div class="slide"><amp-img src="/b.jpg"></amp-img><p '
    'class="caption">'
    "The crane arrived by sea on Monday morning.</p></div></amp-carousel>",
    '<amp-list src="/related.json"><template type="amp-mustache"><p>{{headline}} is what '
    "they read.</p>"
    "</template><div fallback><p>The list of stories could not be loaded.</p></div></amp-list>",
    '<amp-social-share type="email"></amp-social-share><amp-consent><div id="ui"><p>We value your '
    "privacy and that of our partners.</p></div></amp-consent>",
)


@pytest.mark.parametrize("shape", ["article", "divisions", "sections"])
def test_an_amp_page_without_its_advertisements(shape: str) -> None:
    told = story(4, 7)
    parts = "".join(f"<p>{escape(p)}</p>{ad}" for p, ad in zip(told.paragraphs, ADS, strict=True))
    head = f"<h1>{escape(told.title)}</h1><p class='author'>By {told.author}</p>"
    body = {
        "article": f'<article class="amp-wp-article">{head}'
        f'<div class="amp-wp-article-content">{parts}'
        "</div></article>",
        "divisions": f'<div class="wrap">{head}<div class="txt">{parts}</div></div>',
        "sections": f"<main><section>{head}</section><section>{parts}</section></main>",
    }[shape]
    assert_is(read(amp(told, body=body)), told)


@EVERY_SKIN
def test_windows_1252_that_says_utf_8(skin: str) -> None:
    html = page(SKINS[skin](FIRST), title=FIRST.title, head=article_head(FIRST))
    document = read_bytes(
        html.replace("⚡", "").encode("cp1252", "xmlcharrefreplace"), name="a.html"
    )
    assert_is(document, FIRST)
    assert (
        "O’Farrell"
        in story(3).author
        + read_bytes(page(SKINS[skin](story(3)), title="x").encode("cp1252"), name="a.html").text
    )
    assert "“We waited too long" in document.text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16"])
def test_other_encodings_that_say_utf_8(encoding: str) -> None:
    html = page(SKINS["block_theme"](FIRST), title=FIRST.title, head=article_head(FIRST))
    assert_is(read_bytes(html.encode(encoding), name="a.html"), FIRST)


def test_utf_8_with_a_block_in_another_encoding_is_named() -> None:
    """A page that was put together from files in two encodings."""
    html = page(SKINS["block_theme"](FIRST), title=FIRST.title, head=article_head(FIRST)).encode()
    broken = html.replace(b"The scene on", b"The caf\xe9 on", 1)
    try:
        document = read_bytes(broken, name="a.html")
    except IngestError as error:
        assert "UTF-8" in str(error) and str(error).endswith(".")
    else:
        assert_is(document, FIRST)
