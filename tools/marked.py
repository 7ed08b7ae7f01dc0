"""Sections of a Markdown file between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def section(page: str, name: str) -> str:
    """The text of section `name` of a Markdown page.

    Raises:
        SystemExit: the page has no such section.
    """
    match = _pattern(name).search(page)
    if match is None:
        raise SystemExit(f"no section <!-- begin {name} --> … <!-- end {name} --> there")
    return match[2]


def with_section(page: str, name: str, text: str) -> str:
    """The page with section `name` made `text`."""
    section(page, name)
    return _pattern(name).sub(lambda m: f"{m[1]}\n{text.strip()}\n{m[3]}", page, count=1)


def code(text: str) -> str:
    """What stands in the first fenced block of a Markdown text."""
    match = re.search(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if match is None:
        raise SystemExit("no fenced block in that section")
    return match[1]


def _pattern(name: str) -> re.Pattern[str]:
    marks = (rf"<!-- {side} {re.escape(name)} -->" for side in ("begin", "end"))
    return re.compile("({})(.*?)({})".format(*marks), re.DOTALL)
