"""Markdown: words without markup, metadata from the head, links as offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.errors import TooComplexError
from onrecord.audit.ingest.reader import read_document
from onrecord.audit.ingest.text.front_matter import split_front_matter
from onrecord.audit.ingest.text.markdown import MAX_CHARACTERS, read_markdown
from onrecord.audit.ingest.types import Content
from tests.audit.ingest.articles import FOLDER


def read(text: str) -> Content:
    return read_markdown(text, name="a.md")


def anchors(content: Content) -> dict[str, str]:
    return {content.text[slice(*link.span)]: link.url for link in content.links}


def test_an_article_with_everything() -> None:
    document = read_document(FOLDER / "reef-study.md")
    assert document.title == "Deep reefs: a refuge that isn't"
    assert document.author == "Mei Tanaka; Jonas Falk"
    assert (document.publisher, document.section) == ("The Tidewater Review", "Science")
    assert (document.date, document.language) == ("2023-11-02", "en")
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0].startswith("Corals that live beyond")
    assert "31 sites. At 26 of them" in paragraphs[1]
    assert paragraphs[2] == "We expected to find a lifeboat. What we found was a slower sinking."
    assert paragraphs[4] == "Doubts"
    assert paragraphs[5].startswith("Not everyone agrees. Peter Nyland, an oceanographer")
    assert paragraphs[7].startswith("Two earlier surveys")
    assert paragraphs[8].endswith("will return\nwithin a decade.")
    assert paragraphs[9] == "The full list of sites is in the supplement."
    for absent in ("print(", "34 %", "diver", "layout", "**", "[^1]", "]("):
        assert absent not in document.text
    assert {document.text[slice(*link.span)]: link.url for link in document.links} == {
        "a study published on Wednesday": "https://journal.example/reefs/2023/11",
        "accompanying essay": "https://journal.example/reefs/essay?id=7&part=2",
    }


def test_a_heading_is_the_title() -> None:
    document = read_document(FOLDER / "cup-final.md")
    assert document.title == "Rovers end their long wait in the rain"
    assert document.text.startswith("By Callum Reid at Brackley Park\n\nHarrow Vale 1-2")


@pytest.mark.parametrize(
    ("markdown", "title", "text"),
    [
        ("# A *b* c\n\nWords.", "A b c", "Words."),
        ("## Part\n\nWords.", None, "Part\n\nWords."),
        ("Kicker\n\n# Head\n\nWords.", None, "Kicker\n\nHead\n\nWords."),
        ("---\ntitle: Head\n---\n# “Head”\n\nWords.", "Head", "Words."),
        ("---\ntitle: Head\n---\n# Other\n\nWords.", "Head", "Other\n\nWords."),
        ("+++\ntitle = 'Head'\n+++\nWords.", "Head", "Words."),
        ("---\ntitle: Deep: a: b\nauthor: Ann\n---\nWords.", "Deep: a: b", "Words."),
        ("---\r\ntitle: Head\r\n---\r\n\r\nWords.\r\n", "Head", "Words."),
        ("---\nWords between rules.\n---\nMore.", None, "Words between rules.\n\nMore."),
        ("One\ntwo  \nthree\\\nfour", None, "One two\nthree\nfour"),
        ("1. One\n2. Two\n   - Three\n\n> Four\n> five", None, "One\n\nTwo\n\nThree\n\nFour five"),
        ("*a*b **c** ~~d~~ `e` &amp; \\*f\\* &lt;g&gt;", None, "ab c d e & *f* <g>"),
        ("A<b>b</b>c<br>d <!-- e -->f", None, "Abc\nd f"),
        ("<div>\n<p>A &amp; b</p><p>c</p>\n<script>d</script></div>", None, "A & b\n\nc"),
        (
            "See [[Calder Bay]] and [[a/b|the pier]].![[p.png]]",
            None,
            "See Calder Bay and the pier.",
        ),
        ("- [ ] one\n- [x] two [x]", None, "one\n\ntwo [x]"),
        ("> [!note] Words\n> more.", None, "Words more."),
        ("{% include a %}\n\nWords.{: .lead} {{< b >}}", None, "Words."),
        ("One[^1] two.\n\n[^1]: A note.\n[^b]: B note.", None, "One two.\n\nA note.\n\nB note."),
        ("One[^1].\n\n[^1]: A note.\n\nThe end.", None, "One.\n\nA note.\n\nThe end."),
        ("Words.[^gone]", None, "Words."),
        ("One.\n\n    Two is indented.\n\n```\ncode\n```", None, "One.\n\nTwo is indented."),
        ("# Only a headline", None, "Only a headline"),
        ("\"Straight\" -- and ''these''...", None, "\"Straight\" -- and ''these''..."),
        ("NB\u00a0SP  two", None, "NB\u00a0SP two"),
        ("[Laughs]: No.\n\n[a-b]: Yes, he said.", None, "[Laughs]: No.\n\n[a-b]: Yes, he said."),
        ("<div>\n2 < 3 and 5 > 4 <b>c</b></div>", None, "2 < 3 and 5 > 4 c"),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, title: str | None, text: str) -> None:
    content = read(markdown)
    assert (content.metadata.title, content.text) == (title, text)


def test_links_of_all_kinds() -> None:
    content = read(
        "An [inline *one*](https://a.example/x_(y) 'T'), a [reference][r], <https://b.example>, "
        '<a class="x" href="https://c.example?d&amp;e">raw</a>, [in](#page) '
        "[script](javascript:alert) [mail](mailto:a@b.example) ![picture](p.png) "
        "[![alt](p.png)](https://d.example)\n\n[r]: /relative"
    )
    assert anchors(content) == {
        "inline one": "https://a.example/x_(y)",
        "reference": "/relative",
        "https://b.example": "https://b.example",
        "raw": "https://c.example?d&e",
    }


def test_front_matter_that_would_blow_up() -> None:
    bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\ntitle: *b\nauthor: Ann Lee\n"
    record, rest = split_front_matter(f"---\n{bomb}---\nWords.")
    assert record["author"] == "Ann Lee"
    assert rest == "Words."
    assert split_front_matter("---\n!!python/object/apply:os.system ['x']\n---\nWords.")[0] == {}
    assert split_front_matter(f"---\n{'[' * 9_000}\n---\nWords.")[1].endswith("Words.")


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("abc é", min_size=1), st.booleans()), max_size=8))
def test_spans_of_links(pieces: list[tuple[str, bool]]) -> None:
    words = [(" ".join(text.split()), linked) for text, linked in pieces]
    words = [(text, linked) for text, linked in words if text]
    content = read(" ".join(f"[{t}](/{i})" if k else t for i, (t, k) in enumerate(words)))
    assert content.text == " ".join(text for text, _ in words)
    assert [content.text[slice(*link.span)] for link in content.links] == [t for t, k in words if k]


def nested(marks: list[str]) -> str:
    """A list or quotation in another, a word in each, on a line of its own."""
    indent, lines = "", []
    for number, mark in enumerate(marks):
        lines.append(f"{indent}{mark} word{number}")
        indent += "> " if mark == ">" else " " * (len(mark) + 1)
    return "\n".join(lines)


MARKS = st.lists(st.sampled_from(["-", "*", "1.", ">", "23)"]), min_size=1, max_size=40)


@settings(deadline=None)
@given(MARKS, st.booleans(), st.sampled_from(["\n", "\n\n"]))
def test_nothing_nested_is_lost(marks: list[str], one_line: bool, gap: str) -> None:
    text = " ".join(marks) + " word" if one_line else nested(marks).replace("\n", gap)
    content = read(f"First words.\n\n{text}\n\nA *last* [word](/x).\n\nThe end.")
    paragraphs = content.text.split("\n\n")
    inner = ["word"] if one_line else [f"word{number}" for number in range(len(marks))]
    assert paragraphs[0] == "First words."
    assert paragraphs[-2:] == ["A last word.", "The end."]
    assert set(inner) <= set(" ".join(paragraphs[1:-2]).split())


def test_a_list_of_ten_levels_says_what_it_says() -> None:
    text = nested(["-"] * 12) + "\n  - out again\n\nThe end."
    words = [f"word{number}" for number in range(12)]
    assert read(text).text.split("\n\n") == [*words, "out again", "The end."]
    deep = "> " * 30
    assert read(f"{deep}One [two](/x)\n{deep}three\n\nThe end.").text == "One two three\n\nThe end."


@pytest.mark.parametrize(
    "mark",
    [
        *("```", "~~~~ python", "- ```", "> ~~~", "<!--", "<!-- note", "<div><!--", "<?php", "<!A"),
        *("<![CDATA[", "<script>", "<style type='a'>", "<table>", "<div><figure>", "<textarea>"),
    ],
)
def test_nothing_behind_what_is_never_closed_is_lost(mark: str) -> None:
    words = "The board *met*.\nIt [voted](/v).\n\nThe mayor left."
    content = read(f"First.\n\n{mark}\n{words}\n\n- ```\n- x\n\nThe end.")
    text = " ".join(content.text.split()).replace("*", "").replace("[voted](/v)", "voted")
    assert text.startswith("First.")
    assert "The board met. It voted. The mayor left." in text
    assert text.endswith("The end.")


def test_what_is_closed_is_left_out() -> None:
    closed = (
        "```\na\n```\n\n~~~\nb\n~~~~\n\n<!-- c\n\nd -->\n\n<script>\n\ne</script>\n\n"
        "- ```\n  f\n  ```"
    )
    assert read(f"One.\n\n{closed}\n\n```\n```\n\nTwo.").text == "One.\n\nTwo."


#: Marks that begin, end or break something, and what makes nothing.
MARKUP = (
    *("*", "**", "_", "`", "```", "~~~", "[", "](/a)", "![", "<b>", "<!--", "-->", "<div>", "|"),
    *("\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n# ", "\n-|-\n", "[^1]", "\\", "&lt;"),
)
SIGNS = st.one_of(st.sampled_from(MARKUP), st.text(max_size=3))


@settings(deadline=None)
@given(st.lists(SIGNS, max_size=30).map("".join))
def test_words_before_and_behind_anything_stay(between: str) -> None:
    content = read(f"The mayor [left](/m).\n\n{between}\n\nThe end.")
    assert content.text.startswith("The mayor left.")
    assert content.text.split()[-2:] == ["The", "end."]
    assert content.links[0].span == (10, 14)
    for link in content.links:
        start, end = link.span
        assert 0 <= start < end <= len(content.text)
        assert content.text[start:end] == content.text[start:end].strip()


def test_limit() -> None:
    assert read("word " * 1_000).text
    with pytest.raises(TooComplexError):
        read("x" * (MAX_CHARACTERS + 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "> ",
        "- ",
        "*a **",
        "`",
        "<",
        "<!--",
        "a|b\n-|-\n",
        "[[",
        "[[a|",
        "{{",
        "[^",
        "^[",
        "{% ",
    ],
)
def test_hostile_markdown_ends(unit: str) -> None:
    text = read("The mayor resigned.\n\n" + unit * (20_000 // len(unit))).text
    assert text.startswith("The mayor resigned.")


@pytest.mark.parametrize(
    "head",
    [
        "title: Head\ndate: !!timestamp foo",
        'title: Head\ncount: !!int ""',
        "title: Head\nfree: !!bool x",
        "title: Head\nratio: !!float x",
        f"title: Head\npublisher: {'9' * 6_000}",
        f"title: Head\npublisher: 0x{'f' * 5_000}",
        f"title: Head\npublisher: 1{':59' * 3_000}",
    ],
)
def test_a_wrong_value_leaves_the_others(head: str) -> None:
    content = read(f"---\n{head}\n---\nWords.")
    assert (content.metadata.title, content.text) == ("Head", "Words.")


@pytest.mark.parametrize("first", ["&-1", "&_a", "&a", "&1"])
def test_no_anchor_can_blow_up_a_head(first: str) -> None:
    name = first[1:]
    lines = [f"k: {first} {{x: 1}}"]
    for number in range(24):
        lines.append(f"k{number}: &{name}{number} {{<<: [*{name}, *{name}]}}")
        name = f"{name}{number}"
    record, rest = split_front_matter("---\n" + "\n".join(lines) + "\n---\nWords.")
    assert rest == "Words."
    assert all(isinstance(value, str) for value in record.values())


@pytest.mark.parametrize(
    "block", [f"a = {'9' * 5_000}", f"a = {'0' * 5_000}", f"a{'.a' * 5_000} = 1"]
)
def test_toml_that_is_no_head_stays_in_the_text(block: str) -> None:
    text = f"+++\n{block}\n+++\nWords."
    assert split_front_matter(text) == ({}, text)
