"""Drafts of one small article, audited with the model that ships."""

from collections.abc import Callable

import pytest

from onrecord.audit.auditor import Auditor
from onrecord.audit.diff.compare_drafts import compare_drafts
from onrecord.audit.diff.types import Diff
from onrecord.audit.ingest.types import Document

Compare = Callable[[str, str], Diff]


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    return Auditor.load()


@pytest.fixture(scope="session")
def compare(auditor: Auditor) -> Compare:
    """Compares two texts."""

    def compared(old: str, new: str) -> Diff:
        drafts = [Document(id="old.txt", text=old), Document(id="new.txt", text=new)]
        return compare_drafts(*auditor.audit_many(drafts))

    return compared
