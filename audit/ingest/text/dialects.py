"""Markup of Markdown's dialects that CommonMark doesn't know and would print."""

import re
from typing import Final

_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # Obsidian: embedded files, links between notes, callouts
    (re.compile(r"!\[\[[^\[\]\n]{0,500}\]\]"), ""),
    (re.compile(r"\[\[(?:[^\[\]|\n]{0,500}\|)?([^\[\]|\n]{1,500})\]\]"), r"\1"),
    (re.compile(r"^([ \t]{0,8}>[ \t]{0,8})\[![A-Za-z-]{1,30}\][+-]?", re.MULTILINE), r"\1"),
    # GitHub: boxes of task lists
    (re.compile(r"^([ \t]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]", re.MULTILINE), r"\1"),
    # Jekyll, Hugo: tags, shortcodes, attributes
    (re.compile(r"\{%[^\n%{]{0,500}%\}|\{\{[^\n{}]{0,500}\}\}|\{:[^\n{}]{0,200}\}"), ""),
    # Footnotes: the marks go, and a blank line before each definition keeps it from
    # swallowing the next one
    (re.compile(r"^(?=\[[^\]\n]{1,200}\]:[ \t])", re.MULTILINE), "\n"),
    (re.compile(r"\[\^[^\[\]\s]{1,100}\]:?"), ""),
)


def to_commonmark(text: str) -> str:
    """`text` without the markup of dialects; what the words of a note say stays."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
