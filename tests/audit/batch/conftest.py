"""Fixtures for corpora."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.audit.auditor import Auditor


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder away from the corpus."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def one_model() -> Iterator[None]:
    """The shipped model, loaded once for all runs of a file."""
    auditor = Auditor.load()
    load = Auditor.load

    def again(
        path: Path | None = None,
        *,
        runtime: str | None = None,
        policy: object = None,
        house: object = None,
    ) -> Auditor:
        if path is not runtime is not None:
            return load(path, runtime=runtime, policy=policy, house=house)  # type: ignore[arg-type]
        return Auditor(auditor.tagger, policy, house=house)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Auditor, "load", again)
        yield
