"""House lists: what they call sources, and what is wrong with them."""

from pathlib import Path

import pytest

from onrecord.audit.assemble import assemble
from onrecord.audit.house.read_house import read_house
from onrecord.audit.house.types import NO_HOUSE
from onrecord.audit.ingest.types import Document
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import Audit, ModelInfo
from onrecord.models.errors import OnRecordError
from tests.audit.said import analysis, said, source, spans_of

LIST = """\
phrases = ["not authorised to speak publicly"]
outlets = ["The Brackwater Courier"]

[[sources]]
name = "Nora Quill"
aliases = ["N. Quill", "the mayor"]
type = "person"
sector = "government"
title = "mayor of Brackwater"

[[sources]]
name = "Brackwater Courier"
type = "organisation"
sector = "media"
"""
TEXT = "N. Quill said that the pier was weak. The mayor wants it closed in May, Ada Pell said."


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "house.toml"
    path.write_text(LIST)
    return path


def audited(path: Path | None) -> Audit:
    found = analysis(
        said(TEXT, "that the pier was weak", source="N. Quill", id="a1"),
        said(TEXT, "it closed in May", source="The mayor", id="a2", source_id="s2"),
        sources=[
            source("s1", "N. Quill", spans_of(TEXT, ["N. Quill"])),
            source("s2", "The mayor", spans_of(TEXT, ["The mayor"])),
        ],
    )
    return assemble(
        Document(id="x", text=TEXT),
        found,
        model=ModelInfo(name="people", version="1", runtime="none", signature="0" * 16),
        policy=load_policy("strict"),
        house=NO_HOUSE if path is None else read_house(path),
    )


def test_sources_are_called_as_the_house_calls_them_and_joined(listed: Path) -> None:
    audit = audited(listed)
    (quill,) = audit.sources
    assert (quill.name, quill.sector, quill.description) == (
        "Nora Quill",
        "government",
        "mayor of Brackwater",
    )
    assert len(quill.mentions) == 2
    assert {claim.source_id for claim in audit.claims} == {quill.id}
    assert audit.house is not None
    assert audit.house.name == "house.toml"
    assert len(audited(None).sources) == 2
    assert audited(None).house is None


def test_a_good_list_has_no_faults(listed: Path) -> None:
    house = read_house(listed)
    assert house.faults == ()
    assert "brackwater courier" in house.outlets


def test_colliding_aliases_and_bad_entries_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        'outlet = ["The Courier"]\nphrases = [3]\n\n'
        '[[sources]]\nname = "The Washington Post"\naliases = ["the Post"]\n\n'
        '[[sources]]\nname = "New York Post"\naliases = ["Post"]\n\n'
        '[[sources]]\nname = "Ada Pell"\ntype = "individual"\n\n[[sources]]\nalias = "x"\n'
    )
    house = read_house(path)
    assert [line for line, _ in house.faults] == [1, 2, 8, 12, 16]
    assert "post" not in house.by_name
    assert house.sources[house.by_name["washington post"]].name == "The Washington Post"


@pytest.mark.parametrize("content", [b"[[sources]", b"\xff\xfe", b"n = " + b"9" * 5000, None])
def test_a_list_that_can_not_be_read_is_said(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OnRecordError) as raised:
        read_house(path)
    assert "\n" not in str(raised.value)
