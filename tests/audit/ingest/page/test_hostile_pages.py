"""Pages made to exhaust a reader end soon, with an article or in one sentence."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.audit.ingest.errors import IngestError, TooComplexError
from onrecord.audit.ingest.page.tree import MAX_ELEMENTS
from onrecord.audit.ingest.reader import read_bytes

pytestmark = pytest.mark.slow

HEAD = "<!DOCTYPE html><html><head><title>T</title></head><body><article>"
WORDS = "The mayor of Calder Bay resigned on Tuesday, her office said."
LEAD = f"<p>{WORDS}</p>"
#: Processor seconds, many times what any of these pages takes.
PATIENCE = 60


def outcome(page: str) -> str:
    """`kind` of the error, or the text; fails where it took too long."""
    start = time.process_time()
    try:
        result = read_bytes(page.encode(), name="page.html").text
    except IngestError as error:
        result = error.kind
    assert time.process_time() - start < PATIENCE
    return result


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>x", "<blockquote>", "<table><tr><td>", "<ul><li>x", "<q>"]
)
@pytest.mark.parametrize("times", [300, 20_000])
def test_deep_nesting(unit: str, times: int) -> None:
    result = outcome(HEAD + LEAD + unit * times)
    assert result in ("too-complex", "no-article") or "resigned on Tuesday" in result


def test_unclosed_formatting_does_not_cut_the_article_short() -> None:
    page = HEAD + LEAD + "<p><b><font size=2>Again</p>" * 300 + "<p>The last word was hers.</p>"
    result = outcome(page)
    assert "resigned on Tuesday" in result
    assert result.endswith("The last word was hers.")


@pytest.mark.parametrize("unit", ["<p>word said ", '<a href="/x">word ', "<br>x"])
def test_too_many_elements(unit: str) -> None:
    with pytest.raises(TooComplexError, match=r"save the article alone"):
        read_bytes((HEAD + unit * (MAX_ELEMENTS + 1)).encode(), name="page.html")


@pytest.mark.parametrize("unit", ["<", "&lt;", "<!--", "<![CDATA[", '<p a="', "&#0;", "]]>"])
def test_a_megabyte_of_one_thing(unit: str) -> None:
    result = outcome(HEAD + LEAD + unit * (1_000_000 // len(unit)))
    assert result == "too-complex" or "resigned on Tuesday" in result


def test_ten_megabytes() -> None:
    assert "resigned" in outcome(HEAD + LEAD + "<div>" + "The board met. " * 640_000)


def test_a_very_long_article_is_read_to_its_end() -> None:
    paragraph = '<p>Item {0} of <a href="/{0}">the list</a> was passed, the board said.</p>'
    count = MAX_ELEMENTS // 6
    assert f"Item {count - 1} of" in outcome(HEAD + "".join(map(paragraph.format, range(count))))


def test_metadata_of_any_size() -> None:
    nested = '{"a":' * 20_000
    headline = "x \\u0000 " * 20_000
    for data in (nested, f'{{"@type":"NewsArticle","headline":"{headline}"}}', "[" * 20_000):
        script = f'<script type="application/ld+json">{data}</script>'
        assert "resigned" in outcome(f"<!DOCTYPE html><html><head>{script}</head><body>{LEAD}")
    for tag in ('<meta name="author" content="{}">', "<title>{}</title>", '<p class="{}">x</p>'):
        assert "resigned" in outcome(
            f"<!DOCTYPE html><html><head>{tag.format('byline By Ann and ' * 20_000)}</head>{LEAD}"
        )


def test_external_entities_are_not_fetched(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret word is out, the mayor said.")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        f'<html><head><base href="{secret.as_uri()}"></head><body>{LEAD}<p>And &x; &c; so on.</p>'
    )
    assert "secret" not in outcome(page)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's /proc")
def test_memory_of_a_hostile_page() -> None:
    program = (
        "from pathlib import Path\n"
        "from onrecord.audit.ingest.reader import read_bytes\n"
        "from onrecord.audit.ingest.errors import IngestError\n"
        "try: read_bytes(b'<html><p>' + b'<a href=/x>word ' * 200_000, name='a.html')\n"
        "except IngestError: pass\n"
        # A program's own peak: what getrusage tells includes that of the process it came from.
        "status = Path('/proc/self/status').read_text()\n"
        "print(status.split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 500_000


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("a\n" * 200_000, "no-article"),
        ("\n \n" * 100_000, "no-article"),
        ("<p" * 200_000, "no-article"),
        (f"{LEAD}\n\n\0\x1b[2J The board \ud800 \uffff met.", f"{WORDS}\n\n[2J The board met."),
        ("&amp;" * 80_000 + "\n\n" + "&#0;" * 10_000, "no-article"),
    ],
)
def test_articles_of_any_kind_in_linked_data(body: str, read: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": body})
    head = f'<script type="application/ld+json">{data}</script>'
    page = f"<!DOCTYPE html><html><head>{head}</head><body>"
    assert outcome(f"{page}<p>Menu") == read
    assert outcome(f"{page}<article>{LEAD * 2}</article>") == f"{WORDS}\n\n{WORDS}"


@pytest.mark.parametrize(
    "code", ["&#8;", "&#11;", "&#12", "&#x1f;", "&#27;", "&#xfffe;", "&#xffff"]
)
def test_control_characters_written_as_references(code: str) -> None:
    page = (
        f"<!DOCTYPE html><html lang='en{code}'><head><title>The{code} head</title>"
        f"<meta name='author' content='Ann{code} Lee'></head><body><article title='{code}'>"
        f"<p>The mayor of Calder Bay{code} resigned on Tuesday, her office said.</p>"
        f"<p>She said <q>no{code}</q>{code} to <a href='/a{code}'>all questions</a>.</p>"
        f"<pre>{code}So did her deputy.</pre></article></body></html>"
    )
    document = read_bytes(page.encode(), name="page.html")
    assert "resigned on Tuesday" in document.text
    assert "“no" in document.text
    told = "".join([document.text, document.title or "", document.author or ""])
    assert not [c for c in told if (c < " " and c != "\n") or c in "\ufffe\uffff"]
