"""Word files made element by element, as other programs than python-docx save them."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

STYLES: Final = """
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Cross"><w:name w:val="Crosshead"/><w:basedOn w:val="H2"/>
</w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/>
</w:style>
"""


def paragraph(*parts: str, style: str = "") -> str:
    """A paragraph of words (runs are made of them) and elements."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inner = "".join(one if one.startswith("<") else run(one) for one in parts)
    return f"<w:p>{properties}{inner}</w:p>"


def run(words: str, properties: str = "") -> str:
    """A run of words."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def inserted(*parts: str) -> str:
    """Words that somebody has put in, tracked."""
    inner = "".join(one if one.startswith("<") else run(one) for one in parts)
    return f'<w:ins w:id="1" w:author="Sub Editor" w:date="2025-03-01T09:00:00Z">{inner}</w:ins>'


def deleted(words: str) -> str:
    """Words that somebody has struck out, tracked."""
    gone = f'<w:r><w:delText xml:space="preserve">{escape(words)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="Sub Editor" w:date="2025-03-01T09:00:00Z">{gone}</w:del>'


def word_file(
    body: str,
    *,
    parts: Mapping[str, str | bytes] | None = None,
    relations: str = "",
    overrides: str = "",
    namespace: str = WORD,
    main: str = MAIN,
) -> bytes:
    """A Word file.

    Args:
        body: the elements of its text.
        parts: further members of the archive by name.
        relations: what its text refers to, besides the styles.
        overrides: further entries of the content types.
        namespace: that of the prefix ``w``.
        main: the content type of the text.
    """
    styles = f"<w:styles {_names(namespace)}>{STYLES}</w:styles>"
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}</Types>'
        ),
        "_rels/.rels": related(_relation("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": related(
            _relation("rId1", "styles", "styles.xml") + relations
        ),
        "word/document.xml": (
            f"<w:document {_names(namespace)}><w:body>{body}<w:sectPr/></w:body></w:document>"
        ),
        "word/styles.xml": styles,
        **(parts or {}),
    }
    return archive(contents)


def archive(contents: Mapping[str, str | bytes]) -> bytes:
    """An archive of members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, (2025, 3, 1, 9, 0, 0))
            made.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def link(id: str, words: str) -> str:
    """The anchor of a link by the id of its relation."""
    return f'<w:hyperlink r:id="{id}">{run(words)}</w:hyperlink>'


def link_target(id: str, url: str) -> str:
    """The relation of a link."""
    return _relation(id, "hyperlink", escape(url), ' TargetMode="External"')


def notes(kind: str, *texts: str) -> tuple[str, str]:
    """The part of footnotes or endnotes, numbered from 2, and the relation that leads to it."""
    one = kind.removesuffix("s")
    inner = "".join(
        f'<w:{one} w:id="{number}">{paragraph(text)}</w:{one}>'
        for number, text in enumerate(texts, 2)
    )
    separator = f'<w:{one} w:type="separator" w:id="0">{paragraph("—")}</w:{one}>'
    part = f"<w:{kind} {_names(WORD)}>{separator}{inner}</w:{kind}>"
    return part, _relation(f"rId-{kind}", kind, f"{kind}.xml")


def note_mark(kind: str, number: int) -> str:
    """The mark of a footnote or endnote."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def related(entries: str) -> str:
    """A part that lists what another refers to."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _relation(id: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def _names(namespace: str) -> str:
    return (
        f'xmlns:w="{namespace}" xmlns:r="{OFFICE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
