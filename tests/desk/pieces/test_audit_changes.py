"""What an edit or a decision changes is said to change, and nothing else."""

import pytest

from onrecord.audit import Auditor
from onrecord.audit.schema.audit import Audit
from onrecord.desk.pieces.audit_changes import Changed, changed_between
from tests.desk.drafts import FERRY


@pytest.fixture(scope="module")
def before(auditor: Auditor) -> Audit:
    return auditor(FERRY)


def test_the_same_audit_changes_nothing(before: Audit) -> None:
    assert changed_between(before, before) == Changed()
    assert changed_between(None, before) == Changed()


def test_what_only_moves_has_not_changed(before: Audit, auditor: Auditor) -> None:
    line = "Photographs by the agency\n\n"
    after = auditor(FERRY.replace("By Dana", line + "By Dana"))
    assert after.claims[0].spans != before.claims[0].spans
    assert changed_between(before, after).claims == []


def test_everything_is_new_after_nothing(before: Audit, auditor: Auditor) -> None:
    changed = changed_between(auditor("Nothing."), before)
    assert changed.claims == list(range(len(before.claims)))
    assert changed.sources == [source.id for source in before.sources]
    assert changed.findings == list(range(len(before.findings)))


def test_of_equal_claims_the_one_that_was_added_counts(auditor: Auditor) -> None:
    said = "Residents of the island went home by bus on Monday evening.\n\n"
    one, two = auditor(FERRY + "\n" + said), auditor(FERRY + "\n" + said + said)
    assert len(changed_between(one, two).claims) == 1
