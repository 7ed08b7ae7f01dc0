"""How newsrooms mark up a story: a few skins, each like what a family of publishing tools writes.

A skin puts a story's block of headline, byline and body into markup of its own, with what stands
between the paragraphs: pictures, share buttons, advertisements, pointers to other stories.
"""

import json
from collections.abc import Callable, Sequence
from html import escape

from tests.audit.ingest.page.sites.stories import Story, story

Skin = Callable[[Story], str]
SITE = "https://www.calderledger.example"


def block_theme(told: Story) -> str:
    """As blog software does with a newspaper's theme: `entry-content` in an `article`."""
    body = "\n".join(f"<p>{escape(p)}</p>" for p in told.paragraphs)
    number = sum(map(ord, told.path))
    return f"""
<article id="post-{number}" class="post-{number} post type-post status-publish hentry
 category-news">
 <header class="entry-header">
  <span class="cat-links"><a href="/category/news/" rel="category tag">News</a></span>
  <h1 class="entry-title"><a href="{SITE}{told.path}">{escape(told.title)}</a></h1>
  <div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published"
   datetime="2024-03-05T07:10:00+00:00">March 5, 2024</time></span>
   <span class="byline">by <span class="author vcard"><a class="url fn n"
   href="/author/desk/">{escape(told.author)}</a></span></span></div>
 </header>
 <div class="entry-content">
  <figure class="wp-block-image size-large"><img src="/a.jpg" alt=""><figcaption>The scene on
   Monday. Photo: Calder Ledger</figcaption></figure>
  {body}
  <div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a
   href="#">Facebook</a></li><li><a href="#">Email</a></li></ul></div>
 </div>
 <footer class="entry-footer"><span class="tags-links">Tagged <a href="/tag/council/">council</a>
 </span></footer>
</article>"""


def script_built(told: Story) -> str:
    """As a page that a script builds: hashed class names, `data-testid`, a paragraph a block."""
    body = "\n".join(
        f'<div data-testid="text-block" class="css-1x9y2zb e1hl2k{i}"><p class="css-at9mc1 '
        f'evys1bk0">'
        f"{escape(p)}</p></div>"
        for i, p in enumerate(told.paragraphs)
    )
    return f"""
<article id="story" class="css-1vxca1d e1lmdhsb0">
 <header class="css-11b1csn"><h1 class="css-1l8buln"
 data-testid="headline">{escape(told.title)}</h1>
 <p id="article-summary" class="css-1n0orw4">What the vote means for those who come every day.</p>
 <div class="css-vp77d3"><p class="css-4anu6l">By <span class="css-1baulvz last-byline"
  itemprop="name">{escape(told.author)}</span></p></div></header>
 <div data-testid="imageblock-wrapper" class="css-79elbk"><figure><img alt="" src="/b.jpg">
  <figcaption class="css-1m2ilcu"><span>Workers on Monday.</span><span>Ines Okafor for The
  Ledger</span></figcaption></figure></div>
 <section name="articleBody" class="meteredContent css-1r7ky0e">{body}
  <div class="css-1xl7vq2"><div id="story-ad-1-wrapper"><p>Advertisement</p><a href="#after-ad">Skip
  Advertisement</a></div></div></section>
</article>"""


def with_microdata(told: Story) -> str:
    """As a regional paper's site does: microdata, a body in a `div`, teasers between paragraphs."""
    first, *rest = (f"<p>{escape(p)}</p>" for p in told.paragraphs)
    return f"""
<div class="asset asset-article" itemscope itemtype="https://schema.org/NewsArticle">
 <h1 class="headline" itemprop="headline"><span>{escape(told.title)}</span></h1>
 <ul class="list-inline"><li><span itemprop="author" class="tnt-byline">By
 {escape(told.author)}</span>
 </li><li class="hidden-print"><time datetime="2024-03-05" class="asset-date">Mar 5,
 2024</time></li></ul>
 <div class="asset-content subscriber-premium" itemprop="articleBody">
  {first}
  <div class="inline-asset inline-article layout-horizontal"><aside><h4 class="inline-title">Related
   </h4><a href="/a/other.html">Storm damage shuts the coast road</a></aside></div>
  {"".join(rest)}
 </div>
</div>"""


def plain_divisions(told: Story) -> str:
    """As a site of its own making does: a `div` in a `div`, names that no two sites share."""
    body = "\n".join(f"<p>{escape(p)}</p>" for p in told.paragraphs)
    return f"""
<div class="stry"><div class="hd"><h1>{escape(told.title)}</h1>
<div class="by">By {escape(told.author)} | 5 March 2024</div></div>
<div class="bd">{body}</div></div>"""


SKINS: dict[str, Skin] = {
    skin.__name__: skin for skin in (block_theme, script_built, with_microdata, plain_divisions)
}


def page(body: str, *, title: str, head: str = "", attributes: str = 'lang="en"') -> str:
    """A whole page, with the menus and the foot that every page of the site has."""
    menu = "".join(
        f'<li class="menu-item"><a href="/{name.lower()}/">{name}</a></li>'
        for name in ("News", "Sport", "Business", "Opinion", "Obituaries", "Weather")
    )
    return f"""<!DOCTYPE html>
<html {attributes}>
<head><meta charset="utf-8"><title>{escape(title)} | The Calder Ledger</title>
<meta name="viewport" content="width=device-width"><meta property="og:site_name"
 content="The Calder Ledger">{head}
<script>window.dataLayer=window.dataLayer||[];</script><style>.x{{color:red}}</style></head>
<body class="site">
<div id="cookie-banner" class="cc-window" role="dialog"><p>We and our partners use cookies to make
this site work and to show you advertising that fits. You can change your mind at any time.</p>
<button>Accept all</button></div>
<header class="site-header" role="banner"><a href="/" class="logo">The Calder Ledger</a>
<nav class="main-navigation"><ul>{menu}</ul></nav></header>
<main id="content" class="site-main">{body}</main>
<footer class="site-footer"><p>Copyright 2024 The Calder Ledger. All rights reserved. No part of
 this
site may be reproduced.</p><ul><li><a href="/about">About us</a></li></ul></footer>
</body></html>"""


def article_head(told: Story, *, og_type: str = "article", data: object = None) -> str:
    """The metadata of a page that is about one story."""
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.title,
        "mainEntityOfPage": SITE + told.path,
        "author": {"@type": "Person", "name": told.author},
    }
    return f"""<link rel="canonical" href="{SITE}{told.path}">
<meta property="og:type" content="{og_type}"><meta property="og:title"
 content="{escape(told.title)}"><meta property="og:url" content="{SITE}{told.path}">
<script type="application/ld+json">{json.dumps(linked if data is None else data)}</script>"""


def teasers(numbers: Sequence[int]) -> str:
    """Cards that lead to other stories."""
    cards = "".join(
        f'<div class="card"><a class="card-link" href="{one.path}"><h3 class="card-title">'
        f'{escape(one.title)}</h3></a><p class="card-text">{escape(one.paragraphs[1])}</p></div>'
        for one in map(story, numbers)
    )
    return f'<section class="card-grid"><h2>Latest</h2>{cards}</section>'
