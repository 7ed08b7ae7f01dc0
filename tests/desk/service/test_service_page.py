"""The worked example of docs/service.md does what the page says."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.drafts import FERRY
from tests.desk.service.conftest import TOKEN, Service

PAGE = Path(__file__).parents[3] / "docs" / "service.md"


def test_the_example_hands_a_piece_in(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.read_text(encoding="utf-8")
    block = page.partition("<!-- begin example -->\n```python\n")[2].partition("```")[0]
    monkeypatch.setenv("ONRECORD_SERVICE", service.address)
    monkeypatch.setenv("ONRECORD_TOKEN", TOKEN)
    example: dict[str, Any] = {}
    exec(compile(block, str(PAGE), "exec"), example)
    ready, notes = example["hand_in"](FERRY, publisher="The Alden Post")
    assert ready
    start, end, _ = next(note for note in notes if note[2].startswith("warning"))
    assert FERRY[start:end] == "are said to"
    with pytest.raises(ValueError, match="not text"):
        example["audit"]("%PDF-1.7 of a draft")


def test_every_route_is_on_the_page(service: Service) -> None:
    page = PAGE.read_text(encoding="utf-8")
    described = service.client().get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in page
