"""Pages that hold more, less or something else than an article: the right one, or one sentence.

The pages are fictional, in the markup of several kinds of sites (`sites/skins.py`).
"""

import json
import re
from html import escape

import pytest

from onrecord.audit.ingest.errors import NoArticleError
from onrecord.audit.ingest.reader import read_bytes
from onrecord.audit.ingest.types import Document
from tests.audit.ingest.page.sites.skins import SITE, SKINS, article_head, page, teasers
from tests.audit.ingest.page.sites.stories import Story, story

FIRST, SECOND = story(1), story(2)
#: As far as headlines are lines of their own in the text, they are no fault.
EVERY_SKIN = pytest.mark.parametrize("skin", SKINS)


def read(html: str) -> Document:
    return read_bytes(html.encode(), name="page.html")


def refusal(html: str) -> str:
    with pytest.raises(NoArticleError) as caught:
        read(html)
    message = str(caught.value)
    assert message.isprintable() and message.endswith(".") and "page.html" in message
    return message


def assert_is(document: Document, told: Story) -> None:
    """All its paragraphs, in order, and no sentence besides."""
    paragraphs = document.text.split("\n\n")
    sentences = [p for p in paragraphs if re.search(r"[.?!][”\"]?$", p)]
    assert [p for p in sentences if p not in told.paragraphs and not p.startswith("What the")] == []
    assert [p for p in paragraphs if p in told.paragraphs] == told.paragraphs
    assert document.title == told.title


@EVERY_SKIN
def test_one_article_in_every_skin(skin: str) -> None:
    """The measure of the others: the skins are read as they should be."""
    html = page(SKINS[skin](FIRST), title=FIRST.title, head=article_head(FIRST))
    assert_is(read(html), FIRST)


# Two articles


@EVERY_SKIN
@pytest.mark.parametrize("lengths", [(6, 6), (4, 8), (8, 4)])
def test_the_next_story_loaded_below_is_left_out(skin: str, lengths: tuple[int, int]) -> None:
    first, second = story(1, lengths[0]), story(2, lengths[1])
    between = '<div class="infinite-scroll-separator"><span>Up next</span></div>'
    body = SKINS[skin](first) + between + SKINS[skin](second)
    assert_is(read(page(body, title=first.title, head=article_head(first))), first)


@EVERY_SKIN
def test_the_story_that_the_address_names_may_stand_second(skin: str) -> None:
    body = SKINS[skin](FIRST) + SKINS[skin](SECOND)
    assert_is(read(page(body, title=SECOND.title, head=article_head(SECOND))), SECOND)


@EVERY_SKIN
def test_the_title_alone_tells_which(skin: str) -> None:
    body = SKINS[skin](FIRST) + SKINS[skin](SECOND)
    assert_is(read(page(body, title=FIRST.title)), FIRST)


def test_a_post_is_told_by_its_number() -> None:
    """Without a headline of its own, among whole posts that are only like it."""
    posts = "".join(
        f'<article class="box post-{n} post hentry"><h2><a href="{one.path}">'
        f"{escape(one.title)}</a></h2><p>{'</p><p>'.join(map(escape, one.paragraphs))}</p>"
        "</article>"
        for n, one in ((40 + n, story(n)) for n in range(3, 9))
    )
    own = "".join(f"<p>{escape(p)}</p>" for p in FIRST.paragraphs[:2])
    body = f'<article class="box post-41 post hentry">{own}</article><div class="all">{posts}</div>'
    html = page(body, title=FIRST.title).replace('class="site"', 'class="single postid-41"')
    assert read(html).text.split("\n\n") == FIRST.paragraphs[:2]


@EVERY_SKIN
def test_two_stories_of_which_the_page_names_neither(skin: str) -> None:
    body = SKINS[skin](FIRST) + SKINS[skin](SECOND)
    assert "2 articles" in refusal(page(body, title="Calder Bay and the coast"))


# None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Page not found",
            '<section class="error-404 not-found"><h1 class="page-title">Oops! That page can’t be '
            "found.</h1><p>It looks like nothing was found at this location. Maybe try one of the "
            'links below or a search?</p><form role="search"><input '
            'type="search"></form></section>',
        ),
        (
            "Search results for pier",
            '<h1>Search results for “pier”</h1><p class="result-count">23 results, sorted by date.'
            "</p>" + teasers(range(3, 9)),
        ),
        (
            "News",
            f'<h1 class="archive-title">News</h1>{teasers(range(10))}<a href="/p/2">Older</a>',
        ),
        (
            "The storm in pictures",
            '<h1>The storm in pictures</h1><div class="gallery">'
            + "".join(
                f'<figure class="gallery-item"><img src="/{i}.jpg"><figcaption>Waves break '
                f"over the "
                f"wall at pier {i} on Monday. (Ines Okafor/The Ledger)</figcaption></figure>"
                for i in range(1, 9)
            )
            + "</div>",
        ),
        (
            "Just a moment",
            "<h1>Just a moment...</h1><p>Checking if the site connection is secure. This may "
            "take a "
            "few seconds, and you will be sent on by itself.</p><p>Please verify that you are a "
            "human.</p>",
        ),
        (
            "Privacy",
            '<div class="consent-wall"><h2>Before you continue</h2><p>We use cookies and data to '
            "deliver and maintain our services.</p><p>If you choose “Accept all”, we will also use "
            "cookies to develop new services.</p><button>Reject all</button></div>",
        ),
    ],
)
def test_a_page_with_no_article(title: str, body: str) -> None:
    assert "without an article" in refusal(page(body, title=title))


# Thirty


@EVERY_SKIN
@pytest.mark.parametrize("which", [0, 12])
def test_a_page_that_scrolls_through_thirty_stories(skin: str, which: int) -> None:
    stories = [story(number) for number in range(30)]
    body = "".join(f'<div class="scroll-item">{SKINS[skin](one)}</div>' for one in stories)
    told = stories[which]
    assert_is(read(page(body, title=told.title, head=article_head(told))), told)


@EVERY_SKIN
def test_thirty_stories_of_which_the_page_names_none(skin: str) -> None:
    body = "".join(SKINS[skin](story(number)) for number in range(30))
    assert "30 articles" in refusal(page(body, title="Latest news"))


def test_a_feed_of_thirty_short_stories() -> None:
    items = "".join(
        f'<article class="feed-item"><h2 class="feed-title"><a '
        f'href="{one.path}">{escape(one.title)}'
        f"</a></h2><time>{i} min ago</time><p>{escape(one.paragraphs[0])}</p><p>"
        f"{escape(one.paragraphs[1])}</p></article>"
        for i, one in enumerate(map(story, range(30)))
    )
    refusal(page(f'<div class="feed">{items}</div>', title="Latest news"))


def test_the_posts_of_a_live_blog_are_one_article() -> None:
    """Many headings and bylines, but one story."""
    posts = "".join(
        f'<article class="live-post" id="post-{i}"><h2 '
        f'class="post-headline">{escape(one.title)}</h2>'
        f'<p class="post-byline">By {escape(one.author)}</p><p>{escape(one.paragraphs[0])}</p><p>'
        f"{escape(one.paragraphs[1])}</p></article>"
        for i, one in enumerate(map(story, range(12)))
    )
    data = {"@type": "LiveBlogPosting", "headline": "Storm on the coast: live updates"}
    head = article_head(story(3), data=data)
    live = page(f"<h1>Storm on the coast: live updates</h1>{posts}", title="Live", head=head)
    document = read(live)
    for number in range(12):
        assert story(number).paragraphs[1] in document.text


# Only a video


def player(name: str) -> str:
    return {
        "wrapped": '<div class="video-player-container"><video poster="/p.jpg" preload="none">'
        '<source src="/v.mp4" type="video/mp4"></video></div>',
        "embedded": '<div class="embed-responsive"><iframe src="https://player.example/embed/8" '
        'allowfullscreen title="Player"></iframe></div>',
        "scripted": '<div id="jw-8" class="jwplayer" data-video-id="8"></div><script>jwplayer('
        '"jw-8").setup({});</script>',
    }[name]


VIDEO = {
    "@context": "https://schema.org",
    "@type": "VideoObject",
    "name": FIRST.title,
    "contentUrl": SITE + "/v.mp4",
    "duration": "PT1M40S",
}


@pytest.mark.parametrize("way", ["wrapped", "embedded", "scripted"])
@pytest.mark.parametrize("words", [1, 2])
def test_a_page_that_is_only_a_video_with_a_caption(way: str, words: int) -> None:
    caption = " ".join(FIRST.paragraphs[:words])
    body = f"""<div class="video-page"><h1 class="video-title">{escape(FIRST.title)}</h1>
    {player(way)}<div class="video-meta"><span>1:40</span><span>2,301 views</span></div>
    <p class="video-description">{escape(caption)}</p></div>
    """
    more = f'<section class="more-videos"><h2>More videos</h2>{teasers(range(4, 8))}</section>'
    for head in (article_head(FIRST, og_type="video.other"), article_head(FIRST, data=VIDEO)):
        assert "video" in refusal(page(body, title=FIRST.title, head=head))
        assert "video" in refusal(page(body + more, title=FIRST.title, head=head))


@pytest.mark.parametrize("way", ["wrapped", "scripted"])
def test_a_video_on_a_page_that_calls_itself_an_article(way: str) -> None:
    caption = f'<div class="article-body"><p>{escape(FIRST.paragraphs[1])}</p></div>'
    body = f"<h1>{escape(FIRST.title)}</h1>{player(way)}{caption}"
    assert "video" in refusal(page(body, title=FIRST.title, head=article_head(FIRST)))


@pytest.mark.parametrize("way", ["wrapped", "embedded", "scripted"])
@EVERY_SKIN
def test_an_article_with_a_video_is_one(way: str, skin: str) -> None:
    body = player(way) + SKINS[skin](FIRST)
    head = article_head(FIRST) + f'<script type="application/ld+json">{json.dumps(VIDEO)}</script>'
    assert_is(read(page(body, title=FIRST.title, head=head)), FIRST)


# A wall


WALLS = {
    "gate": '<div class="paywall-barrier"><h2>Subscribe to continue reading</h2><p>Get unlimited '
    "digital access for $1 a week. Cancel at any time.</p><a href='/subscribe'>See your options</a>"
    "<p>Already a subscriber? <a href='/login'>Log in</a></p></div>",
    "register": '<section class="css-gate"><h3>Create a free account to keep reading</h3><p>Enter '
    "your email to read this article and three more each month.</p><form><input "
    "type='email'><button>"
    "Continue</button></form></section>",
    "plain": "<p>To read the full story, please sign in or become a subscriber.</p>",
    "left": '<div id="meter"><p>You have reached your limit of free articles this month.</p>'
    "<p>Log in to your account or choose a plan.</p></div>",
    "locked": "<div class='lock'><p>This article is for subscribers only.</p><p><a "
    "href='/join'>Start "
    "your free trial</a></p></div>",
}


@EVERY_SKIN
@pytest.mark.parametrize("wall", WALLS)
def test_the_beginning_of_an_article_before_a_wall(skin: str, wall: str) -> None:
    begun = story(1, 3)
    shown = SKINS[skin](begun)
    # right behind the last paragraph, or where the skin ends
    last = escape(begun.paragraphs[-1]) + "</p>"
    for body in (shown + WALLS[wall], shown.replace(last, last + WALLS[wall])):
        document = read(page(body, title=begun.title, head=article_head(begun)))
        assert_is(document, begun)
        (warning,) = document.warnings
        assert "log in" in warning and "only the beginning" in warning


@EVERY_SKIN
@pytest.mark.parametrize("wall", WALLS)
def test_a_sentence_or_two_before_a_wall_are_no_article(skin: str, wall: str) -> None:
    begun = story(1, 1)
    body = SKINS[skin](begun) + WALLS[wall]
    message = refusal(page(body, title=begun.title, head=article_head(begun)))
    assert "log in" in message and "first words" in message


@EVERY_SKIN
@pytest.mark.parametrize("length", [1, 3])
def test_a_wall_that_only_the_data_tell_of(skin: str, length: int) -> None:
    begun = story(1, length)
    data = {
        "@type": "NewsArticle",
        "headline": begun.title,
        "isAccessibleForFree": "False",
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".p"},
    }
    html = page(SKINS[skin](begun), title=begun.title, head=article_head(begun, data=data))
    if length == 1:
        assert "log in" in refusal(html)
    else:
        assert_is(read(html), begun)
        assert read(html).warnings


@EVERY_SKIN
@pytest.mark.parametrize("wall", WALLS)
def test_a_whole_article_is_read_though_a_wall_stands_over_it(skin: str, wall: str) -> None:
    """Who saves a page while logged in has the wall in it, too."""
    data = {"@type": "NewsArticle", "headline": FIRST.title, "isAccessibleForFree": False}
    whole = story(1, 8)
    body = SKINS[skin](whole) + f'<div class="overlay" style="display:none">{WALLS[wall]}</div>'
    for html in (
        page(body, title=whole.title, head=article_head(whole, data=data)),
        page(SKINS[skin](whole) + WALLS[wall], title=whole.title),
    ):
        document = read(html)
        assert_is(document, whole)
        assert document.warnings == ()


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Log "
        "in</h1><form><label>Email</label><input><label>Password</label><input></form><p>Forgot "
        "your password? We can send you a new one.</p><p>New here? Create an account in a "
        "minute.</p>",
        '<div class="login-card"><h2>Sign in to The Calder Ledger</h2><p>Use the email '
        "address with "
        "which you subscribed.</p><button>Continue with Example</button><p>By signing in you "
        "agree to "
        "our terms.</p></div>",
    ],
)
def test_a_form_to_log_in(body: str) -> None:
    refusal(page(body, title="Log in"))
