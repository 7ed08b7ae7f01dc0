"""Names that a tagger marks where nobody did."""

import pytest
from msgspec.structs import replace

from onrecord.models.tagger import Tagger
from onrecord.models.training.name_marks import with_names
from tests.models.miniature import TEXT, example

MARKED = replace(example(), id="marked", names=[(0, 7, "ORGANIZATION")])
BARE = replace(example(), id="bare", names=None)
OTHER = replace(
    BARE, id="other", text="The ferry sank, Dale Brook said in Harlow.", attributions=[]
)
WITHOUT = replace(BARE, id="without", text="It rained all day.", attributions=[])


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def test_only_texts_without_marked_names_get_some(tagger: Tagger) -> None:
    given = [BARE, MARKED, OTHER, WITHOUT]
    found = with_names(given, tagger)
    assert [one.id for one in found] == ["bare", "marked", "other", "without"]
    assert found[1] is MARKED
    bare = [replace(one, names=None) for one in given]
    assert [replace(one, names=None) for one in found] == bare
    names = [[(one.text[s:e], kind) for s, e, kind in one.names or []] for one in found]
    assert ("Marta Quill", "PERSON") in names[0]
    assert names[2] == [("Dale Brook", "PERSON"), ("Harlow", "LOCATION")]
    assert found[3].names == []


def test_how_many_are_read_together_changes_nothing(tagger: Tagger) -> None:
    given = [BARE, OTHER, WITHOUT, replace(OTHER, id="last")]
    assert with_names(given, tagger, at_once=2) == with_names(given, tagger)
    assert given[0].text == TEXT
