"""Tags with more attributes than any page has, which a parser reads in time by the square."""

import re
from typing import Final

#: Attributes of a tag that are kept; pages that a script builds come to some fifty.
MOST_ATTRIBUTES: Final = 100
#: A name, and perhaps a value, as the HTML Standard splits them (13.2.5.32 and on).
_ATTRIBUTE: Final = (
    r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+"""
)
#: Comments, and start tags, with what stands in elements whose text is no markup.
_MARKUP: Final = re.compile(
    r"<!--(?s:.*?)(?:-->|\Z)"
    r"|<(?:(?P<raw>script|style|title|textarea|xmp|iframe|noembed|noframes)(?=[\s/>])"
    rf"|[a-z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+(?P<rest>(?:{_ATTRIBUTE})*+)"
    r"(?(raw)(?s:.*?)(?:</(?P=raw)|\Z))",
    re.IGNORECASE,
)


def cut_attributes(page: str) -> str:
    """`page` with no more than the first `MOST_ATTRIBUTES` attributes of each tag."""
    return _MARKUP.sub(_cut, page)


def _cut(match: re.Match[str]) -> str:
    if not match["rest"]:
        return match[0]
    first, last = match.span("rest")
    return match.string[match.start() : first] + match.string[last : match.end()]
