"""What changed in the sourcing from one draft to the next, with the model that ships."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from onrecord.audit.auditor import Auditor
from onrecord.audit.diff.compare_drafts import (
    UnrelatedError,
    compare_drafts,
    diff_without_text,
    new_findings,
)
from onrecord.audit.diff.diff_schema import diff_schema, schema_text
from onrecord.audit.diff.types import Diff

from .conftest import Compare

ROOT = Path(__file__).resolve().parents[3]
DRAFT = """Quarry Town Fights Over Its Last Road

The only road into Hadley Quarry will close for a year, {who} said on Monday.

“There is no money for a second bridge,” said Walter Quill, the county engineer. {more}

{figures}

Iris Colby, who runs the town’s grocery, said that her trucks would need three hours more.
"""


def draft(
    who: str = "the county’s road chief, Dana Moss,",
    more: str = "“We have looked everywhere.”",
    figures: str = "The town has 310 people, the county clerk, Otis Hale, said.",
) -> str:
    return DRAFT.format(who=who, more=more, figures=figures)


def test_a_draft_and_itself_differ_in_nothing(compare: Compare) -> None:
    diff = compare(draft(), draft())
    assert not (diff.sources or diff.claims or diff.quotations or diff.rereadings)
    assert {one.change for one in diff.passages} == {"same"}
    assert {one.change for one in diff.findings} <= {"kept"}
    assert all(one.old == one.new for one in diff.figures)


@pytest.mark.slow
def test_a_source_is_made_anonymous_and_named_again(compare: Compare) -> None:
    unnamed = draft(who="a senior official at the county")
    (change,) = compare(draft(), unnamed).sources
    assert change.change == "made_anonymous"
    diff = compare(unnamed, draft())
    assert [one.change for one in diff.sources] == ["named"]
    assert not diff.claims


@pytest.mark.slow
def test_a_claim_loses_its_source_and_gains_it(compare: Compare) -> None:
    bare = draft(figures="The town has 310 people, and two of them drive the school bus.")
    kept = draft(figures="The town has 310 people, the county clerk, Otis Hale, said.")
    diff = compare(kept, bare)
    assert [one.change for one in diff.claims] == ["lost_source"]
    assert [one.change for one in diff.sources] == ["dropped"]
    diff = compare(bare, kept)
    assert [one.change for one in diff.claims] == ["gained_source"]
    assert [one.change for one in diff.sources] == ["added"]


def test_a_quotation_is_reworded_word_by_word(compare: Compare) -> None:
    diff = compare(draft(), draft(more="“We have looked nearly everywhere.”"))
    (change,) = diff.quotations
    text = diff.new.article.text or ""
    added = [text[slice(*p.new)].strip() for p in change.pieces if p.new and p.change == "added"]
    assert (change.change, added) == ("reworded", ["nearly"])


def test_typography_rewords_no_quotation(compare: Compare) -> None:
    assert not compare(draft(), draft().replace("“", '"').replace("”", '"')).quotations


@pytest.mark.slow
def test_only_findings_that_the_old_draft_lacks_are_new(compare: Compare) -> None:
    hearsay = draft(more="The bridge is believed to be older than the town.")
    diff = compare(draft(), hearsay)
    assert [one.rule for one in new_findings(diff)] == ["hearsay"]
    assert new_findings(compare(hearsay, hearsay)) == []
    back = compare(hearsay, draft())
    assert [back.old.findings[one.old or 0].rule for one in back.findings if one.new is None] == [
        "hearsay"
    ]


def test_drafts_with_nothing_in_common_are_refused_in_a_line(auditor: Auditor) -> None:
    other = "Snow fell on Tuesday, forecasters said. Two skiers were found alive."
    with pytest.raises(UnrelatedError) as raised:
        compare_drafts(auditor(draft(), id="old.txt"), auditor(other, id="new.txt"))
    assert str(raised.value).count("\n") == 0
    assert "old.txt and new.txt have no sentence in common" in str(raised.value)


@pytest.mark.slow
def test_the_published_schema_is_that_of_the_types_and_of_every_comparison(
    compare: Compare,
) -> None:
    published = ROOT / "docs" / "schema" / "onrecord.diff-1.json"
    assert published.read_text(encoding="utf-8") == schema_text(diff_schema())
    diff = compare(draft(), draft(who="people familiar with the plans"))
    jsonschema.validate(json.loads(diff.to_json()), diff_schema())
    assert msgspec.json.decode(diff.to_json(), type=Diff) == diff


def test_without_text_no_word_of_either_draft_is_left(compare: Compare) -> None:
    diff = compare(draft(), draft(who="a senior official at the county"))
    bare = diff_without_text(diff).to_json()
    assert not [word for word in ("Quill", "Moss", "Hadley", "grocery", "senior") if word in bare]
    assert diff_without_text(diff).sources == diff.sources
