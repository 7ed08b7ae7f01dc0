"""A fictional annotated article, and files that hold it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.eval.gold.types import GoldArticle, GoldAttribution

TEXT = (
    "Harbour plan stalls\n\n"
    "Ada Brook said on Monday that the harbour “will not close,” and she blamed the weather.\n\n"
    "“We lost,” a clerk who declined to be named told reporters, “and we knew it.”\n\n"
    "Sales reportedly fell. According to a clerk at the mill, the board thinks 🦊 nobody minds."
)


def spans(*pieces: str) -> list[tuple[int, int]]:
    """Where each of `pieces` first stands in the text."""
    return [(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces]


@pytest.fixture
def article() -> GoldArticle:
    """Shared source words, pieces, a withheld name, nobody, an emoji before, one inside another."""
    return GoldArticle(
        id="harbour-1",
        text=TEXT,
        meta={"publisher": "The Courier", "date": "2025-10-14", "annotator": "kim"},
        attributions=[
            GoldAttribution(
                id="E1",
                source=spans("Ada Brook"),
                cue=spans("said on Monday"),
                content=spans("that the harbour “will not close,”"),
                code="P",
                sector="government",
                canonical="Ada Brook",
            ),
            GoldAttribution(
                id="E2",
                source=spans("she"),
                cue=spans("blamed"),
                content=spans("the weather"),
                code="P",
                sector="government",
                canonical="Ada Brook",
            ),
            GoldAttribution(
                id="E3",
                source=spans("a clerk who declined to be named"),
                cue=spans("told reporters"),
                content=spans("“We lost,”", "“and we knew it.”"),
                code="X",
                withheld=True,
                sector="citizen",
                canonical="a clerk",
                unnamed="role",
                insider=True,
            ),
            GoldAttribution(
                id="E4",
                source=[],
                cue=spans("reportedly"),
                content=spans("Sales", "fell"),
                code="N",
            ),
            GoldAttribution(
                id="E5",
                source=spans("a clerk at the mill"),
                cue=spans("According to"),
                content=spans("the board thinks 🦊 nobody minds"),
                code="X",
                sector="citizen",
                canonical="a clerk #2",
                unnamed="individual",
                insider=False,
            ),
        ],
        nested=[
            GoldAttribution(
                id="E6",
                source=spans("the board"),
                cue=spans("thinks"),
                content=spans("🦊 nobody minds"),
                code="O",
                sector="business",
                canonical="the board",
            )
        ],
    )


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file below a temporary folder and gives its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
