"""Article text made safe to print: what would steer a terminal or a page is shown, not obeyed."""

from typing import Final

_PICTURES: Final = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_SPACES: Final = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
_KEPT: Final = {0x09: "\t", 0x0A: "\n"}
_C1: Final = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
# Lone surrogates have no UTF-8 form, so nothing that holds one could be written at all.
_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
#: A character stands for each one replaced, so that offsets still hold.
_CONTROLS: Final = _PICTURES | _C1 | _SURROGATES | _SPACES | _KEPT
#: Marks that turn the direction of what follows: a terminal line has no end to that effect.
_DIRECTIONS: Final = {
    0x061C: "‹ALM›",
    0x200E: "‹LRM›",
    0x200F: "‹RLM›",
    0x202A: "‹LRE›",
    0x202B: "‹RLE›",
    0x202C: "‹PDF›",
    0x202D: "‹LRO›",
    0x202E: "‹RLO›",
    0x2066: "‹LRI›",
    0x2067: "‹RLI›",
    0x2068: "‹FSI›",
    0x2069: "‹PDI›",
}
#: What `visible_in_terminal` replaces, for ``str.translate``.
FOR_TERMINAL: Final = _CONTROLS | _DIRECTIONS


def visible(text: str) -> str:
    """`text` with control characters replaced by pictures of them, character for character.

    Line feeds and tabs stay; other line ends become spaces. For pages and tables.
    """
    return text.translate(_CONTROLS)


def visible_in_terminal(text: str) -> str:
    """`text` with control characters and marks of direction replaced by what they are called.

    Without escape sequences nothing in the text can move the cursor, recolour the screen or
    reach the clipboard. The result may be longer than `text`.
    """
    return text.translate(FOR_TERMINAL)


def one_line(text: str) -> str:
    """`text` as `visible` gives it, every run of whitespace one space."""
    return " ".join(visible(text).split())
