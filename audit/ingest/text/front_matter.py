"""The block of metadata at the head of a Markdown file."""

import re
from typing import Final

_YAML: Final = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML: Final = re.compile(r"\+\+\+[ \t]*\r?\n(.*?\r?\n)?\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE: Final = re.compile(r"([A-Za-z][\w -]*):[ \t]*(.*)")
#: Anchors and aliases of YAML, which can blow up a short block without end.
_ALIAS: Final = re.compile(r"(?<!\w)[&*][\w-]")
#: The parsers take time by the square of what stands open, or of the parts of a key.
_MOST_BRACKETS = 50
_KEY: Final = re.compile(r"[A-Za-z][\w -]{0,40}")
#: A block longer than this is a text between two rules, no metadata.
_LONGEST = 20_000


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The metadata at the head of `text`, and the rest.

    YAML stands between lines of ``---``, TOML between lines of ``+++``. A block that isn't
    metadata, such as a text between two horizontal rules, stays in the rest.
    """
    text = text.removeprefix("\ufeff")
    for pattern, parse in ((_YAML, _yaml), (_TOML, _toml)):
        match = pattern.match(text)
        if match and match.end() <= _LONGEST:
            block = match[1] or ""
            values = parse(block)
            if values is not None:
                return values, text[match.end() :]
    return {}, text


def _yaml(block: str) -> dict[str, object] | None:
    import yaml

    if _ALIAS.search(block) or block.count("[") + block.count("{") > _MOST_BRACKETS:
        return _lines(block)
    try:
        values = yaml.safe_load(block)
    except Exception:
        # Most often a title with a colon in it, which people write without quotation marks; but
        # a wrong value makes the parser raise whatever it stumbles over.
        return _lines(block)
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(_KEY.fullmatch(str(key)) for key in values):
        return None
    return {str(key): value for key, value in values.items()}


def _lines(block: str) -> dict[str, object] | None:
    """``key: value`` a line, whatever is in the value."""
    matches = [m for line in block.splitlines() if (m := _LINE.fullmatch(line.strip()))]
    return {m[1]: m[2].strip().strip("\"'") for m in matches} or None


def _toml(block: str) -> dict[str, object] | None:
    import tomllib

    keys = (line.partition("=")[0] for line in block.splitlines())
    if any(key.count(".") > _MOST_BRACKETS for key in keys):
        return None
    try:
        return dict(tomllib.loads(block))
    except (ValueError, RecursionError):  # a number of thousands of digits is no TOML error
        return None
