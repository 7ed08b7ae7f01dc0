"""The fictional articles that ship with the tests."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "articles"
NAMES = sorted(p.name for p in FOLDER.iterdir() if p.suffix in (".txt", ".md", ".html"))
