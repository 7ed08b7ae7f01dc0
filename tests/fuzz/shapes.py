"""Inputs made to break readers: pieces of every format, put together and damaged at random."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Final

#: What texts are made of: words that mean something to the program, and characters that it may
#: stumble over.
WORDS: Final = (
    *("said", "told", "he", "she", "the", "mayor", "Ann Lee", "Mr.", "officials", "according to"),
    *("who spoke on condition of anonymity", "because", "By", "Photo:", "Read more:", "Q:", "A:"),
    *(
        "CALDER BAY —",
        "$3.2",
        "40 percent",
        "U.S.",
        "Dr.",
        "reportedly",
        "one of",
        "not authorized",
    ),
)
MARKS: Final = (
    *(
        " ",
        " ",
        " ",
        ". ",
        ", ",
        "? ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        '"',
        "“",
        "”",
        "‘",
        "’",
        "'",
    ),
    *("—", "…", ":", ";", "(", ")", "[", "]", "*", "_", "`", "#", ">", "- ", "1. ", "|", "\\", "&"),
    *(
        "\x00",
        "\x0b",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u200b",
        "\ufeff",
        "\u202e",
        "\ue000",
        "\uffff",
    ),
    *("é", "e\u0301", "ﬁ", "İ", "ß", "日本語", "مرحبا", "👩‍👩‍👧", "\U0010ffff", "٣", "𝟘"),
)
TAGS: Final = (
    *("a", "article", "b", "blockquote", "body", "br", "div", "em", "figure", "h1", "head", "html"),
    *("li", "meta", "ol", "p", "pre", "q", "script", "section", "span", "style", "sup", "table"),
    *("td", "time", "title", "ul"),
)
HEADS: Final = (
    *("title: A", "author: [A, {b: c}]", "date: 2024-01-02", "date: !!timestamp foo", "x: &a [*a]"),
    *(
        "tags: {<<: *a}",
        "date: 1:59:59",
        "n: 0x" + "9" * 400,
        "title: |\n  a\n b",
        "? a",
        "- b",
        ":",
    ),
    *("author: \x07", "!!python/object:os.system x", "genre: opinion", "byline: By A", "lang: en"),
)


def text(random: Random, most: int = 60) -> str:
    """Words and marks in any order, some part of it over and over."""
    pieces = [
        random.choice(WORDS if random.random() < 0.5 else MARKS)
        for _ in range(random.randint(0, most))
    ]
    if pieces and random.random() < 0.2:
        at = random.randrange(len(pieces))
        pieces[at:at] = [random.choice(pieces)] * random.randint(2, 200)
    return (" " if random.random() < 0.5 else "").join(pieces)


def markdown(random: Random) -> str:
    """Text with front matter that may be broken, and lines of Markdown."""
    head = ""
    if random.random() < 0.6:
        fence = random.choice(["---", "---", "+++", "--"])
        lines = "\n".join(random.choices(HEADS, k=random.randint(0, 5)))
        head = f"{fence}\n{lines}\n{random.choice([fence, fence, '...', ''])}\n"
    openings = ("", "", "# ", "> ", "- ", "  - ", "1. ", "```\n", "    ", "| a | b |\n|--|--|\n| ")
    body = "\n".join(
        random.choice(openings) * random.randint(1, 12) + text(random, 8)
        for _ in range(random.randint(0, 12))
    )
    return head + body


def page(random: Random) -> str:
    """A page whose elements are neither closed nor nested as they should be."""
    parts = [random.choice(["<!DOCTYPE html>", "", "<?xml version='1.0' encoding='x'?>", "\ufeff"])]
    for _ in range(random.randint(1, 25)):
        tag = random.choice(TAGS)
        parts.append(
            random.choice(
                [
                    f"<{tag}>{text(random, 6)}",
                    f"<{tag}>{text(random, 6)}</{tag}>",
                    f"</{tag}>",
                    f"<{tag} class='{text(random, 3)}' href=\"{text(random, 3)}\">",
                    f"<meta property='article:author' content='{text(random, 4)}'>",
                    "<meta charset=" + random.choice(["utf-7", "utf-16", "rot13", "latin1"]) + ">",
                    f"<script type='application/ld+json'>{linked_data(random)}</script>",
                    random.choice(
                        ["&#11;", "&#xD800;", "&#0;", "&amp", "&#99999999999;", "<!--", "<![CDATA["]
                    ),
                    f"<q>{text(random, 4)}&#11;</q>",
                ]
            )
        )
    return "<html><body><article>" * random.randint(0, 1) + "".join(parts)


def linked_data(random: Random) -> str:
    """Linked data of an article, whole or broken off."""

    def value(depth: int) -> object:
        kind = random.randrange(8 if depth < 4 else 4)
        if kind < 4:
            return random.choice(
                [text(random, 4), None, True, 10**40, -0.0, "2024-01-02", "NewsArticle"]
            )
        if kind < 6:
            return [value(depth + 1) for _ in range(random.randint(0, 4))]
        keys = ("@type", "@graph", "author", "name", "headline", "articleBody", "datePublished")
        return {random.choice(keys): value(depth + 1) for _ in range(random.randint(0, 5))}

    data = json.dumps(value(0))
    return data[: random.randint(0, len(data))] if random.random() < 0.3 else data


_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ELEMENTS: Final = (
    *("p", "r", "t", "tab", "br", "ins", "del", "tbl", "tr", "tc", "sdt", "sdtContent"),
    *("hyperlink", "footnoteReference", "pStyle"),
)
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{}"/></Relationships>'
)


def word_file(random: Random) -> bytes:
    """A Word file: its parts may be missing, double or broken, its elements anywhere."""
    names = _ELEMENTS

    def element(depth: int) -> str:
        name = random.choice(names)
        inside = (
            "".join(element(depth + 1) for _ in range(random.randint(0, 3))) if depth < 5 else ""
        )
        words = _xml(text(random, 5)) if name == "t" else ""
        value = f' w:val="{_xml(text(random, 2))}"' if random.random() < 0.3 else ""
        return f"<w:{name}{value}>{words}{inside}</w:{name}>"

    said = f"<w:p><w:r><w:t>{_xml(text(random))}</w:t></w:r></w:p>"
    body = said + "".join(element(0) for _ in range(random.randint(0, 8)))
    entity = '<!DOCTYPE a [<!ENTITY e "eeee">]>' if random.random() < 0.1 else ""
    document = f'{entity}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    target = random.choice(["word/document.xml"] * 6 + ["../x.xml", "/word/document.xml", ""])
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(target),
        "word/document.xml": document,
    }
    if random.random() < 0.2:
        del parts[random.choice(list(parts))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", random.choice([0, 8])) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _xml(words: str) -> str:
    kept = "".join(
        c for c in words if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c < "\ufffe"
    )
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def records(random: Random) -> str:
    """Lines of JSON, some of which are no records."""
    keys = ("text", "id", "title", "date", "url", "author", "format", "html", "body", "\ud800")

    def line() -> str:
        values = (text(random, 20), None, 3, [1], {"a": "b"}, 10**30, "2024-13-45", "a.html")
        record = {random.choice(keys): random.choice(values) for _ in range(random.randint(0, 6))}
        written = json.dumps(record)
        return written[: random.randint(0, len(written))] if random.random() < 0.2 else written

    return "\n".join(line() for _ in range(random.randint(0, 6)))


def crawled(random: Random) -> list[bytes]:
    """Records of a web archive, whose heads may say anything of their blocks."""

    def record() -> bytes:
        body = page(random).encode("utf-8", "ignore")
        status = random.choice(["200 OK", "200 OK", "404 Not Found", "2OO", ""])
        kind = random.choice(["text/html", "text/html; charset=utf-16", "text/plain", "image/png"])
        coding = random.choice(["", "", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n"])
        chunked = random.choice(["", "", "Transfer-Encoding: chunked\r\n"])
        if chunked and random.random() < 0.5:
            body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{coding}{chunked}\r\n"
        block = head.encode() + body
        length = random.choice([len(block)] * 5 + [len(block) - 9, len(block) + 9, -1, 10**30])
        fields = (
            f"WARC-Type: {random.choice(['response'] * 4 + ['revisit', 'warcinfo', ''])}",
            f"WARC-Target-URI: {random.choice(['https://a.example/1', '', 'http://[x', '<a>'])}",
            f"WARC-Date: {random.choice(['2024-06-11T07:00:00Z', '2024-13-45', ''])}",
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
            f"Content-Type: application/http; msgtype={text(random, 1)}",
            f"Content-Length: {length}",
        )
        kept = [field for field in fields if random.random() < 0.95]
        opening = random.choice(["WARC/1.0"] * 5 + ["WARC/9.9", "", text(random, 2)])
        lines = "\r\n".join([opening, *kept])
        return f"{lines}\r\n\r\n".encode() + block + b"\r\n\r\n"

    return [record() for _ in range(random.randint(0, 4))]


def crawl(random: Random) -> bytes:
    """A web archive."""
    return b"".join(crawled(random))


def packed_crawl(random: Random) -> bytes:
    """A web archive with a gzip member for each record."""
    return b"".join(map(gzip.compress, crawled(random)))


def request(random: Random) -> bytes:
    """What is sent to the service: a line that says of what type it is, and the body."""
    if random.random() < 0.5:
        draft = {
            "text": text(random, 10),
            "title": random.choice(["A", None, 3, text(random, 2)]),
            "decisions": random.choice(
                [[], [{}], [{"decision": "label", "quote": text(random, 2)}]]
            ),
            "input_format": random.choice(["text", "html", "pdf"]),
        }
        kept = {key: value for key, value in draft.items() if random.random() < 0.7}
        sent = random.choice([kept, {"old": kept, "new": kept}, [kept], text(random, 3)])
        return b"application/json\n" + json.dumps(sent).encode("utf-8", "ignore")
    charset = random.choice(
        ["", "; charset=utf-8", "; charset=punycode", "; charset=hex", "; charset=a\0"]
    )
    parts = []
    for _ in range(random.randint(0, 4)):
        name = random.choice(["file", "old", "new", "title", "no_text", text(random, 1)])
        file = random.choice(["", f'; filename="{text(random, 2)}"', "; filename*=utf-8''a%FF"])
        kind = random.choice(["", "\r\nContent-Type: text/html"])
        head = f'--x\r\nContent-Disposition: form-data; name="{name}"{file}{kind}\r\n\r\n'
        parts.append(f"{head}{text(random, 8)}\r\n")
    form = "".join(parts) + random.choice(["--x--\r\n", "--x", ""])
    return f"multipart/form-data; boundary=x{charset}\n{form}".encode("utf-8", "ignore")


def decisions(random: Random) -> str:
    """Lines of a file of decisions, most of them wrong in something."""

    def line() -> str:
        decision = {
            "decision": random.choice(["label", "source", "waive", "note", "none", "claim", 3]),
            "quote": text(random, 4),
            "before": text(random, 3),
            "after": text(random, 3),
            "label": random.choice(["named", "anonymous", "unsourced", "", None]),
            "source": text(random, 3),
            "name": text(random, 3),
            "rule": random.choice(["hearsay", "x", ""]),
            "reason": text(random, 3),
            "by": "A",
            "at": random.choice(["2024-01-02T03:04:05Z", "2024", "", 7]),
        }
        kept = {key: value for key, value in decision.items() if random.random() < 0.8}
        return json.dumps(kept)

    return "\n".join(line() for _ in range(random.randint(0, 8)))


def settings(random: Random) -> str:
    """TOML of a policy or a house list, or nearly so."""
    lines = (
        *("extends = 'default'", "name = 'x'", "[rules]", "hearsay = 'on'", "hearsay = 'loud'"),
        *("[[sources]]", "name = 'Ann Lee'", "aliases = ['A', 3]", "type = 'person'", "sector = 7"),
        *("phrases = ['off the record']", "outlets = [1]", "n = " + "9" * 5000, "d = 2024-13-45"),
        *(
            "[rules.hearsay]",
            "threshold = 1e999",
            "level = 'error'",
            "message = '\\u0000'",
            "a.b.c = 1",
        ),
        *("hearsay = {level = 'note'}", "x = [[[[[[]]]]]]", '"" = 1', "confidence = nan"),
    )
    return "\n".join(random.choices(lines, k=random.randint(0, 10)))


def damaged(random: Random, data: bytes) -> bytes:
    """`data` with some bytes changed, cut off or doubled; often as it is."""
    out = bytearray(data)
    for _ in range(random.choice([0, 0, 1, 2, 8])):
        at, to = sorted(random.choices(range(len(out) + 1), k=2))
        change = random.randrange(5)
        if change == 0 and out:
            out[random.randrange(len(out))] = random.randrange(256)
        elif change == 1:
            del out[at : min(to, at + 50)]
        elif change == 2:
            out[at:at] = random.randbytes(random.randint(1, 4))
        elif change == 3:
            out[at:at] = out[at : min(to, at + 50)]
        else:
            del out[to:]
    return bytes(out)


def encoded(make: Callable[[Random], str]) -> Callable[[Random], bytes]:
    """The bytes of what `make` gives, in an encoding that may not be what the bytes say."""

    def bytes_of(random: Random) -> bytes:
        encoding = random.choice(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "cp1252", "mac-roman"])
        return make(random).encode(encoding, "ignore")

    return bytes_of
