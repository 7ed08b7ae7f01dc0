"""The colours of the page: contrast as WCAG 2.2 AA asks for it, in light and in dark."""

import re

import pytest

from onrecord.audit.reports.html.page import static_file

TEXT = 4.5
GRAPHIC = 3.0

ON_PAPER = ("ink", "muted", "link", "named", "anonymous", "unsourced", "error", "warning", "plain")
WORDS = [
    *((colour, "paper") for colour in (*ON_PAPER, "suggestion")),
    *((label, f"{label}-wash") for label in ("named", "anonymous", "unsourced")),
    *(("ink", f"{label}-wash") for label in ("named", "anonymous", "unsourced")),
    *(("on-fill", label) for label in ("named", "anonymous", "unsourced")),
    ("ink", "lit"),
    ("muted", "lit"),
    ("paper", "ink"),
]
SHAPES = [
    *((label, "track") for label in ("named", "anonymous", "unsourced", "plain")),
    *((label, "paper") for label in ("named", "anonymous", "unsourced", "plain")),
    *((label, f"{label}-wash") for label in ("named", "anonymous", "unsourced")),
]


def schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", static_file("page.css"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks)
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), WORDS)
def test_words_can_be_read(scheme: str, front: str, back: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[back]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPES)
def test_shapes_can_be_seen(scheme: str, front: str, back: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[back]) >= GRAPHIC


def test_dark_colours_are_defined_for_all_that_light_ones_are() -> None:
    blocks = re.findall(r":root \{(.*?)\}", static_file("page.css"), re.DOTALL)
    light, dark = ({*re.findall(r"--([\w-]+): #", block)} for block in blocks)
    assert light == dark


def test_every_colour_comes_from_the_palette() -> None:
    sheets = static_file("article.css") + static_file("page.css").split("}", 2)[2]
    rest = re.sub(r":root \{.*?\}", "", sheets, flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![\w-]*[\s.{,:])", rest)
