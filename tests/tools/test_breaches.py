"""The measure of planted breaches."""

import pytest

from onrecord.audit.auditor import Auditor
from tools import breaches

pytestmark = pytest.mark.slow


def test_marks_are_taken_out_and_stand_where_they_stood() -> None:
    one = breaches.planted("A plan, [[u,r|a source]] said. It [[h|reportedly]] leaked.")
    assert one.text == "A plan, a source said. It reportedly leaked."
    assert [(rule, one.text[slice(*span)]) for rule, span in one.breaches] == [
        ("anonymous-undescribed", "a source"),
        ("anonymous-no-reason", "a source"),
        ("hearsay", "reportedly"),
    ]


def test_most_planted_breaches_are_found() -> None:
    some = breaches.articles()[::5]
    auditor = Auditor.load()
    audits = list(auditor.audit_many(one.text for one in some))
    found = [
        breaches.found(audit, rule, span)
        for one, audit in zip(some, audits, strict=True)
        for rule, span in one.breaches
    ]
    assert sum(found) >= 0.8 * len(found)
