"""Rules by which the Markdown parser loses no words, and takes no longer than in proportion.

By itself it skips what is nested deeper than twenty levels, takes an unclosed fence, comment or
script to run to the end of the text, joins a link's definition line by line, and looks for the
end of a quotation again behind each line that can't go on in it.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

#: Levels of the parser (a list has two, a quotation one) below which nothing nests; from two
#: levels on under its own limit it would skip the rest.
_DEEPEST: Final = 18
#: Marks of lists and quotations at the start of a line.
_MARKS: Final = re.compile(r"(?:(?:[-*+]|\d{1,9}[.)])(?=\s|$)[ \t]*+|>[ \t]*+)+")
#: Lines that the definition of a link may take.
_LONGEST_DEFINITION: Final = 20
#: How often a quotation may lose its marks and have them again without an empty line.
_MOST_RETURNS: Final = 5
#: What a quotation can interrupt; the parser's own setting.
_INTERRUPTED: Final = ["paragraph", "reference", "blockquote", "list"]
#: A definition leads somewhere; "[Laughs]: No." is what somebody said.
_NO_DEFINITION: Final = re.compile(r"\[[^\[\]]++\]:[ \t]++(?!\S*(?:[/#:@<]|\.\w))\S")
_UNCLOSED: Final = re.compile(
    r"<!--|<\?|<!\[CDATA\[|<!(?=[a-z])|<(?:script|style|textarea)(?=[\s>])[^<>]*+>?", re.IGNORECASE
)
_ENDS: Final = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>", "<!": ">"}


@cache
def markdown_parser(*, lenient: bool = False) -> "MarkdownIt":
    """A parser of CommonMark with tables and strikethrough that keeps all words.

    A `lenient` one knows no fences and no blocks of HTML: it is for what stands behind one that
    is never closed.
    """
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import blockquote, reference

    def short_reference(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        if _NO_DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start]):
            return False
        last = state.lineMax
        state.lineMax = min(last, start + _LONGEST_DEFINITION)
        try:
            return reference(state, start, end, silent)
        finally:
            state.lineMax = last

    def short_quotation(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        if not silent and state.src.startswith(">", state.bMarks[start] + state.tShift[start]):
            end = _end_of_quotation(state, start, end)
        return blockquote(state, start, end, silent)

    # in articles what is indented by four spaces is a paragraph
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    parser.block.ruler.at("reference", short_reference)
    parser.block.ruler.at("blockquote", short_quotation, {"alt": _INTERRUPTED})
    parser.block.ruler.before("table", "deep", _deep)
    return parser.disable(["fence", "html_block"]) if lenient else parser


def behind_unclosed(token: "Token") -> str | None:
    """The Markdown behind a fence, a comment or a script that is never closed, else None."""
    content = token.content
    if token.type == "fence":
        first, last = token.map or [0, 0]
        lines = content.count("\n") + (content[-1:] not in ("", "\n"))
        return content if last - first < lines + 2 else None
    match = _UNCLOSED.match(content.lstrip()) if token.type == "html_block" else None
    if match is None:
        return None
    mark = match[0].lower()
    end = _ENDS.get(mark) or "</" + re.split(r"[\s>]", mark[1:])[0]
    return None if end in content.lower() else content.lstrip()[match.end() :]


def _end_of_quotation(state: "StateBlock", start: int, end: int) -> int:
    """The line at which a quotation is cut that changes in and out of its marks on end."""
    returns, marked = 0, True
    for line in range(start, end):
        if state.isEmpty(line) or (line > start and _begins_outside(state, line)):
            break
        before, marked = marked, state.src[state.bMarks[line] + state.tShift[line]] == ">"
        returns += marked and not before
        if returns > _MOST_RETURNS:
            return line
    return end


def _begins_outside(state: "StateBlock", line: int) -> bool:
    """Whether a line opens another item or quotation outside of the one that is being read."""
    outside = 0 <= state.sCount[line] < state.blkIndent
    return outside and bool(_MARKS.match(state.src, state.bMarks[line] + state.tShift[line]))


def _deep(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Make a paragraph of the lines up to the next mark of a list or quotation, without marks."""
    if silent or state.level < _DEEPEST:
        return False
    lines: list[str] = []
    line = start
    first = ""
    while line < end and not state.isEmpty(line):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        outside = 0 <= state.sCount[line] < state.blkIndent
        match = _MARKS.match(text)
        marks = match[0].replace(" ", "") if match else ""
        goes_on = not marks or (marks == first and not marks.strip(">"))
        if lines and (outside or not goes_on):
            break
        lines.append(text[match.end() :] if match else text)
        first = marks if line == start else first
        line += 1
        if not lines[-1].strip():
            break
    state.line = line
    state.push("paragraph_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content = "\n".join(lines).strip()
    token.map = [start, line]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True
