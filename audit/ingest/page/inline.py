"""Inline markup taken out of a page's blocks, in time proportional to their length.

What lxml offers for it joins the text before an element to that behind it, each time again, and so
does the extractor; a paragraph of thousands of elements then takes time by the square.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from onrecord.audit.ingest.builder import safe_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Inline elements of one block (or children, of any kind) after which it counts as crowded.
MOST_INLINE: Final = 200
#: Formatting that unclosed tags nest without end.
_FORMATTING_NAMES = (
    "abbr acronym b bdi bdo big center cite em font i ins kbd mark nobr s samp small span strike "
    "strong tt u var"
)
_WORDY_NAMES = "code data del dfn label ruby sub sup wbr"
_WORDLESS_NAMES = (
    "area audio button embed img input link meta object option output picture progress rp rt "
    "script select source textarea time track video"
)
FORMATTING: Final = tuple(_FORMATTING_NAMES.split())
_UNWRAPPED: Final = frozenset([*FORMATTING, *_WORDY_NAMES.split()]) - {"center"}
#: Never words of an article where they stand in a line.
_DROPPED: Final = frozenset(_WORDLESS_NAMES.split())
_INLINE: Final = _UNWRAPPED | _DROPPED | {"a", "br", "q"}
_CONTAINER_NAMES = "article blockquote body center div main section"
#: Blocks in which loose text makes a paragraph.
_CONTAINERS: Final = frozenset(_CONTAINER_NAMES.split())
#: What ends with a stop is a sentence, not the label of a button.
#: Those that make a paragraph of their own where they hold no blocks.
_TAKEN_WHOLE: Final = frozenset(("blockquote", "div"))
_REACH: Final = 40
_SENTENCE_END: Final = re.compile(r"[.?!…][\"'”’»)\]]*+\s*+\Z")


def prepare_inline(tree: "HtmlElement") -> None:
    """Change inline elements that the extractor would lose or garble, or never be done with.

    ``<q>`` gets its quotation marks; marks of notes go, and links that lead to no page. A crowded
    block, of more than `MOST_INLINE` children and inline elements, loses all formatting. Sentences
    that stand loose between blocks are put into paragraphs.
    """
    body = tree.find("body")
    if body is None:
        return
    crowded = _crowded(body)
    changed = dict.fromkeys(crowded)
    for element in body.iter("a", "q", "sup"):
        if element.tag == "q" or _is_note(element) or _is_dead(element):
            block = element.getparent()
            while block is not None and _goes(block, crowded=False):
                block = block.getparent()
            changed[block] = None
    for block in changed:
        if block is not None:
            _rebuild(block, crowded=block in crowded)
    for block in list(body.iter(*_CONTAINERS)):
        _wrap_loose_text(block, every=block in crowded)


def _crowded(body: "HtmlElement") -> dict["HtmlElement", None]:
    from lxml.etree import iterwalk

    counts: Counter[HtmlElement] = Counter()
    blocks: list[HtmlElement] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if event == "end":
            if blocks[-1] is element:
                blocks.pop()
        elif blocks and element.tag in _INLINE:
            counts[blocks[-1]] += 1
        else:
            if blocks:
                counts[blocks[-1]] += 1
            blocks.append(element)
    return dict.fromkeys(block for block, count in counts.items() if count > MOST_INLINE)


def _is_note(element: "HtmlElement") -> bool:
    """Whether it is a raised mark that links to a note in the page."""
    anchors = element.iter("a") if element.tag == "sup" else ()
    return any((anchor.get("href") or "").startswith("#") for anchor in anchors)


def _is_dead(element: "HtmlElement") -> bool:
    """Whether it links to no page; the extractor would make an address of a place in the page."""
    href = element.get("href") if element.tag == "a" else None
    return href is not None and safe_url(href) is None


def _goes(element: "HtmlElement", *, crowded: bool) -> bool:
    """Whether nothing, or only its words, is kept of an inline element."""
    tag = element.tag
    return (
        tag == "q"
        or _is_note(element)
        or _is_dead(element)
        or (crowded and (tag in _UNWRAPPED or tag in _DROPPED))
    )


def _rebuild(block: "HtmlElement", *, crowded: bool) -> None:
    """Put together a block's text, and the elements in it that are kept, with few pieces."""
    kept: list[HtmlElement] = []
    texts: list[list[str]] = [[block.text or ""]]
    todo: list[HtmlElement | str] = [*reversed(block)]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            texts[-1].append(item)
            continue
        if not _goes(item, crowded=crowded):
            kept.append(item)
            texts.append([item.tail or ""])
            continue
        todo.append(item.tail or "")
        if _is_note(item) or (crowded and item.tag in _DROPPED):
            continue
        quoted = item.tag == "q"
        texts[-1].append(("“" if quoted else "") + (item.text or ""))
        todo.append("”" if quoted else "")
        todo += reversed(item)
    for child in list(block):
        block.remove(child)
    block.text = "".join(texts[0])
    for child, text in zip(kept, texts[1:], strict=True):
        if crowded and child.tag in _INLINE:
            # by class and role the extractor tells what to leave out, one by one
            for name in set(child.attrib) - {"href"}:
                del child.attrib[name]
        child.tail = "".join(text)
        block.append(child)


def _wrap_loose_text(block: "HtmlElement", *, every: bool) -> None:
    """Make a paragraph of each sentence (or of `every` text) between the blocks of `block`."""
    runs: list[tuple[HtmlElement | None, list[HtmlElement]]] = [(None, [])]
    for child in block:
        if child.tag in _INLINE:
            runs[-1][1].append(child)
        else:
            runs.append((child, []))
    if len(runs) == 1 and not every and block.tag in _TAKEN_WHOLE:
        return
    for before, line in runs:
        loose = (block.text if before is None else before.tail) or ""
        words = "".join([loose, *(text for child in line for text in _texts(child))])
        if not (words.strip() if every else _SENTENCE_END.search(words[-_REACH:])):
            continue
        paragraph = block.makeelement("p")
        paragraph.text = loose
        if before is None:
            block.text = None
            block.insert(0, paragraph)
        else:
            before.tail = None
            before.addnext(paragraph)
        paragraph.extend(line)


def _texts(element: "HtmlElement") -> Iterator[str]:
    yield from element.itertext()
    yield element.tail or ""
