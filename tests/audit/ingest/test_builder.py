"""Text from runs of words, and the offsets of links in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.ingest.builder import TextBuilder, join, safe_url

RUNS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text(alphabet="ab .\n\t\u00a0é", max_size=8)),
        st.tuples(st.just("link"), st.sampled_from(["https://a.example", "/b", "#c", "mailto:d"])),
        st.tuples(st.sampled_from(["end_link", "line_break", "paragraph"]), st.just("")),
    ),
    max_size=40,
)


def shown(words: str) -> str:
    """`words` with white space as a browser shows it."""
    return " ".join(words.split())


@settings(deadline=None)
@given(RUNS)
def test_spans_of_links_cover_their_anchors(runs: list[tuple[str, str]]) -> None:
    builder = TextBuilder()
    anchors: list[list[str]] = []
    linked = False
    for method, argument in runs:
        if argument or method == "add":
            getattr(builder, method)(argument)
        else:
            getattr(builder, method)()
        if method in ("link", "end_link", "paragraph"):
            # an anchor that runs over paragraphs is a link in each
            anchors.append([])
            linked = safe_url(argument) is not None if method == "link" else linked
            linked = linked and method != "end_link"
        elif method == "line_break" and linked:
            anchors[-1].append("\n")
        elif method == "add" and linked:
            anchors[-1].append(argument)
    text, links = join(builder.finish())
    assert all(0 <= link.span[0] < link.span[1] <= len(text) for link in links)
    ends = [0, *(link.span[1] for link in links)]
    assert all(before <= link.span[0] for before, link in zip(ends, links, strict=False))
    found = "".join(shown(text[slice(*link.span)]).replace(" ", "") for link in links)
    expected = "".join("".join("".join(a).split()) for a in anchors)
    assert found == expected


@settings(deadline=None)
@given(RUNS)
def test_no_words_are_lost(runs: list[tuple[str, str]]) -> None:
    builder = TextBuilder()
    for method, argument in runs:
        if argument or method == "add":
            getattr(builder, method)(argument)
        else:
            getattr(builder, method)()
    text, _ = join(builder.finish())
    words = "".join(argument for method, argument in runs if method == "add")
    assert "".join(text.split()) == "".join(words.split())
    assert text == text.strip(" \n")
    assert "\n\n\n" not in text


def test_addresses_that_lead_to_pages() -> None:
    for url in (
        "https://a.example/b?c=d#e",
        "HTTP://a.example",
        "/b",
        "b.html",
        "//a.example",
        "?p=1",
    ):
        assert safe_url(url) == url
    for url in (
        "",
        "#note",
        "mailto:a@b.example",
        "javascript:alert(1)",
        " java\nscript:x",
        "data:,x",
    ):
        assert safe_url(url) is None
