"""Reading comments back out of a Word file, and the file without them."""

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from onrecord.audit.ingest.docx.word_file import WORD

W = f"{{{WORD[0]}}}"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


class Comment(NamedTuple):
    """A comment as a word processor would show it."""

    author: str
    date: str | None
    lines: list[str]
    passage: str


def members(data: bytes) -> Mapping[str, bytes]:
    """The members of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_text(content: str | bytes) -> str:
    """What a report holds; of a Word file, all its parts in XML."""
    if isinstance(content, str):
        return content
    parts = members(content)
    return "\n".join(parts[name].decode() for name in parts if name.endswith((".xml", ".rels")))


def comments_of(data: bytes) -> list[Comment]:
    """The comments of a Word file in their order, with the words that each is on."""
    parts = members(data)
    passages = _passages(etree.fromstring(parts["word/document.xml"]))
    found = etree.fromstring(parts["word/comments.xml"]).iter("{*}comment")
    return [
        Comment(
            author=_value(one, "author") or "",
            date=_value(one, "date"),
            lines=["".join(p.itertext()) for p in one.iter("{*}p")],
            passage=passages[_value(one, "id") or ""],
        )
        for one in found
    ]


def bare(document: bytes) -> bytes:
    """A document's XML without comments, in which runs alike that meet are one."""
    root = etree.fromstring(document)
    for mark in list(root.iter("{*}commentRangeStart", "{*}commentRangeEnd")):
        _cut(mark)
    for mark in list(root.iter("{*}commentReference")):
        run = mark.getparent()
        assert run is not None
        _cut(run)
    for run in list(root.iter("{*}r")):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and _look(before) == _look(run):
            before.extend([one for one in run if not one.tag.endswith("}rPr")])
            _cut(run)
    for text in list(root.iter("{*}t")):
        before = text.getprevious()
        text.attrib.clear()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            _cut(text)
    return etree.tostring(root, method="c14n")


def _cut(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _look(run: etree._Element) -> bytes:
    properties = run.find("{*}rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def _passages(root: etree._Element) -> dict[str, str]:
    """What stands between the marks of each comment, deleted words aside, by id."""
    words: dict[str, list[str]] = {}
    is_open: set[str] = set()
    referred: list[str] = []
    for element in root.iter():
        name = etree.QName(element).localname
        number = _value(element, "id") or ""
        if name == "commentRangeStart":
            is_open.add(number)
            words[number] = []
        elif name == "commentRangeEnd":
            is_open.remove(number)
        elif name == "commentReference":
            assert number not in is_open
            referred.append(number)
        elif name == "t" or (name in _CHARACTERS and _in_run(element)):
            for one in is_open:
                words[one].append(_CHARACTERS.get(name, element.text or ""))
    assert not is_open
    assert sorted(referred) == sorted(words)
    return {number: "".join(parts) for number, parts in words.items()}


def _in_run(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname == "r"


def _value(element: etree._Element, name: str) -> str | None:
    return element.get(f"{element.tag.partition('}')[0]}}}{name}")
