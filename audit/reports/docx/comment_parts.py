"""A copy of a Word file with comments in it: the same parts except those that comments need."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.docx.walk import attribute
from onrecord.audit.ingest.docx.word_file import (
    CONTENT_TYPES,
    RELATIONS,
    TYPES,
    WordFile,
    relations_of,
)
from onrecord.audit.reports.docx.remarks import Remark
from onrecord.audit.reports.visible import visible

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR: Final = "OnRecord"
INITIALS: Final = "OR"
_COMMENTS_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
#: Neither is a character that XML can have.
_NO_CHARACTERS: Final = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")
#: The first moment that an archive can name.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def first_id(file: WordFile, root: "_Element") -> int:
    """The first number that no comment of the file has."""
    part = file.related("comments")
    comments = file.tree(part) if part else None
    elements = [*root.iter("{*}commentRangeStart", "{*}commentReference")]
    if comments is not None:
        elements += comments.iter("{*}comment")
    numbers = [attribute(one, "id") for one in elements]
    return max((int(one) for one in numbers if one.isascii() and one.isdigit()), default=-1) + 1


def with_comments(
    file: WordFile,
    root: "_Element",
    comments: Sequence[tuple[int, Remark]],
    *,
    date: str | None,
    undated: bool = False,
) -> bytes:
    """The bytes of `file` with `root` as its text, and comments that it refers to.

    Every other member of the archive is as it was, in the same order. `date` is the day that the
    comments are of; `undated`: the members' own times are left out, so that the same comments
    give the same bytes.

    Raises:
        DamagedError: a member can't be unpacked.
        TooComplexError: a part is too large.
    """
    name = file.related("comments")
    changed = {file.main: root}
    if name is None:
        folder = file.main.rpartition("/")[0]
        name = f"{folder}/comments.xml".lstrip("/")
        changed |= {
            relations_of(file.main): _referring(file, root),
            CONTENT_TYPES: _typed(file, name),
        }
    changed[name] = _comments(file.tree(name), root, comments, date)
    contents = {part.casefold(): _serialised(tree) for part, tree in changed.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in file.members():
            if undated:
                info.date_time = _EPOCH
            archive.writestr(info, contents.pop(info.filename.casefold(), data), info.compress_type)
        for part in changed:
            if part.casefold() in contents:
                new = zipfile.ZipInfo(part, _EPOCH)
                archive.writestr(new, contents[part.casefold()], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _comments(
    there: "_Element | None",
    root: "_Element",
    comments: Sequence[tuple[int, Remark]],
    date: str | None,
) -> "_Element":
    """The part with the comments: what is there already, and ours after it."""
    from lxml import etree

    namespace = str(root.tag)[1:].partition("}")[0]
    space = f"{{{namespace}}}"
    part = there if there is not None else etree.Element(f"{space}comments", nsmap={"w": namespace})
    for number, remark in comments:
        comment = etree.SubElement(part, f"{space}comment")
        comment.set(f"{space}id", str(number))
        comment.set(f"{space}author", AUTHOR)
        if date is not None and _DAY.fullmatch(date):
            comment.set(f"{space}date", f"{date}T00:00:00Z")
        comment.set(f"{space}initials", INITIALS)
        for line in remark.lines:
            paragraph = etree.SubElement(comment, f"{space}p")
            if line is remark.lines[0]:
                mark = etree.SubElement(paragraph, f"{space}r")
                etree.SubElement(mark, f"{space}annotationRef")
            run = etree.SubElement(paragraph, f"{space}r")
            words = etree.SubElement(run, f"{space}t")
            words.set(_SPACE, "preserve")
            words.text = visible(line).translate(_NO_CHARACTERS)
    return part


def _referring(file: WordFile, root: "_Element") -> "_Element":
    """What the text refers to, with the comments."""
    from lxml import etree

    part = file.tree(relations_of(file.main))
    if part is None:
        part = etree.fromstring(f'<Relationships xmlns="{RELATIONS}"/>')
    taken = {one.get("Id") for one in part}
    number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
    strict = "purl.oclc.org" in str(root.tag)
    office = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if strict
        else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    relation = etree.SubElement(part, f"{{{RELATIONS}}}Relationship")
    relation.set("Id", f"rIdComments{number}")
    relation.set("Type", f"{office}/comments")
    relation.set("Target", "comments.xml")
    return part


def _typed(file: WordFile, name: str) -> "_Element":
    """The content types, with that of the comments."""
    from lxml import etree

    part = file.tree(CONTENT_TYPES)
    if part is None:
        raise file.damaged()
    for one in part.iterchildren(f"{{{TYPES}}}Override"):
        if one.get("PartName", "").lstrip("/").casefold() == name.casefold():
            part.remove(one)
    entry = etree.SubElement(part, f"{{{TYPES}}}Override")
    entry.set("PartName", f"/{name}")
    entry.set("ContentType", _COMMENTS_TYPE)
    return part


def _serialised(root: "_Element") -> bytes:
    from lxml import etree

    tree = root.getroottree()
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
