"""NITF: the article and what is known of it; entities and what lies outside stay out."""

import pytest

from onrecord.audit.ingest.errors import DamagedError, IngestError, NoArticleError, TooComplexError
from onrecord.audit.ingest.news.nitf import read_nitf
from onrecord.audit.ingest.reader import read_bytes
from tests.audit.ingest.news.items import FIRST, HEADLINE, SECOND, TEXT, THIRD, nitf

OLD = '<!DOCTYPE nitf SYSTEM "https://unreachable.example/nitf-3-3.dtd">'
NEW = ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'


@pytest.mark.parametrize(("doctype", "namespace"), [("", ""), (OLD, ""), ("", NEW)])
def test_an_item_of_any_version_gives_the_article(doctype: str, namespace: str) -> None:
    data = nitf(doctype=doctype, namespace=namespace).encode()
    document = read_bytes(data, name="pier.xml")
    assert document.text == TEXT
    assert document.title == HEADLINE
    assert document.publisher == "The Courier"
    assert (document.section, document.genre) == ("Local", "current")
    assert document.date == "2024-06-11T07:00:00+01:00"
    assert document.byline == "By Nora Quill and Ines Marsh"
    assert document.author == "Nora Quill; Ines Marsh"
    assert document.url == "https://courier.example/pier"
    assert document.carries == ("byline",)


@pytest.mark.parametrize(
    ("norm", "date"),
    [
        ("20240611", "2024-06-11"),
        ("20240611T000000+0100", "2024-06-11"),
        ("20240611T073000Z", "2024-06-11T07:30:00+00:00"),
        ("last Tuesday", None),
    ],
)
def test_a_date_without_an_hour_is_a_day(norm: str, date: str | None) -> None:
    text = nitf().replace("20240611T070000+0100", norm)
    assert read_nitf(text, name="pier.xml").metadata.date == date


def test_subheadings_lists_and_links_stand_in_the_text() -> None:
    body = (
        '<hl2>The beams</hl2><ul><li>Two are <a href="https://a.example/b">gone</a>.</li>'
        "<li>Five are rotten.</li></ul><bq><block><p>It fell.</p></block><credit>Roe</credit></bq>"
    )
    content = read_nitf(nitf(body=body), name="pier.xml")
    middle = "The beams\n\nTwo are gone.\n\nFive are rotten.\n\nIt fell.\n\nRoe"
    assert content.text == f"{FIRST}\n\n{SECOND}\n\n{middle}\n\n{THIRD}"
    (link,) = content.links
    assert content.text[slice(*link.span)] == "gone"


def test_characters_that_html_names_are_read_and_nothing_else_is_expanded() -> None:
    body = "<p>The caf&eacute; closes, too.</p>"
    assert "The café closes, too." in read_nitf(nitf(doctype=OLD, body=body), name="a.xml").text


def entities(count: int) -> str:
    """A document type with entities, each of which is ten times the one before."""
    each = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, count))
    return f"<!DOCTYPE nitf [<!ENTITY a0 'pier '>{each}]>"


FEW = entities(3)
BOMB = entities(10)
OUTSIDE = "<!DOCTYPE nitf [<!ENTITY passwords SYSTEM 'file:///etc/passwd'>]>"
REDEFINED = "<!DOCTYPE nitf [<!ENTITY a0 'pier'><!ENTITY eacute '&a0;&a0;'>]>"


@pytest.mark.parametrize(
    ("doctype", "body"), [(FEW, "<p>&a2;</p>"), (OUTSIDE, "<p>&passwords;</p>")]
)
def test_entities_of_its_own_are_refused_in_a_line(doctype: str, body: str) -> None:
    with pytest.raises(TooComplexError, match=r"an entity of its own \(&\w+;\)") as caught:
        read_nitf(nitf(doctype=doctype, body=body), name="a.xml")
    assert "\n" not in str(caught.value)
    assert "root:" not in str(caught.value)


@pytest.mark.parametrize("body", ["<p>&a9;</p>", '<p class="&a9;">A pier.</p>'])
def test_a_bomb_is_refused_wherever_it_stands(body: str) -> None:
    with pytest.raises(IngestError, match=r"bomb\.xml") as caught:
        read_nitf(nitf(doctype=BOMB, body=body), name="bomb.xml")
    assert "\n" not in str(caught.value)


def test_an_entity_that_html_names_cannot_be_given_another_meaning() -> None:
    text = read_nitf(nitf(doctype=REDEFINED, body="<p>A caf&eacute;.</p>"), name="a.xml").text
    assert "A café." in text


def test_broken_xml_says_where() -> None:
    broken = nitf().replace("</block>", "")
    with pytest.raises(DamagedError, match=r"pier\.xml is broken XML \(.+, line \d+\)"):
        read_nitf(broken, name="pier.xml")


def test_other_xml_is_no_article() -> None:
    with pytest.raises(NoArticleError, match=r"no NITF document"):
        read_nitf("<rss><item>A pier.</item></rss>", name="feed.xml")
    deep = "<block>" * 5_000 + "<p>A.</p>" + "</block>" * 5_000
    with pytest.raises(IngestError):
        read_nitf(nitf(body=deep), name="deep.xml")
