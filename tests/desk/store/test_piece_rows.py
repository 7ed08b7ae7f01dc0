"""Writing to pieces: revisions, steps back and forth, versions."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.audit.decisions.types import NoClaim, Quote
from onrecord.audit.ingest.types import Document
from onrecord.audit.schema.audit import Link
from onrecord.desk.store.desk_file import DeskFile
from onrecord.desk.store.errors import GoneError, NothingError, SignedError, StaleError
from onrecord.desk.store.piece_rows import PieceRows
from onrecord.desk.store.steps import moved_links, splice_between
from onrecord.desk.store.version_rows import VersionRows
from tests.desk.drafts import FERRY

BY = "Ines Marlow"
#: Few letters, so that texts have much in common, and one beyond the basic plane.
TEXTS = st.text(alphabet="ab 𝐜\n", max_size=12)


def decision(words: str) -> NoClaim:
    return NoClaim(on=Quote(exact=words), by=BY, at=datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def rows(file: DeskFile) -> PieceRows:
    return PieceRows(file, pause=0)


@pytest.fixture(scope="module")
def shared_rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PieceRows]:
    with DeskFile(Path(tmp_path_factory.mktemp("desk")) / "onrecord.desk") as opened:
        yield PieceRows(opened, pause=0)


@given(TEXTS, TEXTS)
def test_a_splice_makes_the_new_text_and_back(old: str, new: str) -> None:
    splice = splice_between(old, new)
    if splice is None:
        assert old == new
        return
    assert splice.applied(old) == new
    assert splice.backwards().applied(new) == old


@given(TEXTS, TEXTS, st.data())
def test_links_keep_their_words(old: str, new: str, data: st.DataObject) -> None:
    splice = splice_between(old, new)
    if splice is None or not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    for link in moved_links([Link(span=(start, end), url="https://example.org")], splice):
        assert new[slice(*link.span)] == old[start:end]


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(TEXTS, st.sampled_from(["decide", "withdraw", "undo", "redo"]))))
def test_undo_and_redo_walk_through_all_states(shared_rows: PieceRows, actions: list[str]) -> None:
    """A list of all states, with a place in it, is what undo and redo are to do."""
    rows = shared_rows
    id = rows.add(Document(id="", text="a start"))
    states: list[tuple[str, list[int]]] = [("a start", [])]
    place = 0
    for action in actions:
        piece = rows.piece(id)
        text, standing = states[place]
        match action:
            case "undo" | "redo":
                step = -1 if action == "undo" else 1
                if 0 <= place + step < len(states):
                    getattr(rows, action)(id, piece.revision)
                    place += step
                else:
                    with pytest.raises(NothingError):
                        getattr(rows, action)(id, piece.revision)
                new = None
            case "decide":
                number = rows.decide(id, piece.revision, decision("start"))
                new = (text, [*standing, number])
            case "withdraw":
                if not standing:
                    with pytest.raises(GoneError):
                        rows.withdraw(id, piece.revision, 10**6, by=BY)
                    new = None
                else:
                    rows.withdraw(id, piece.revision, standing[0], by=BY)
                    new = (text, standing[1:])
            case _:
                rows.edit(id, piece.revision, action, by=BY)
                new = None if action == text else (action, standing)
        if new is not None:
            states[place + 1 :] = [new]
            place += 1
        present = rows.piece(id)
        found = (present.text, [one.id for one in rows.decisions(id)])
        assert found == states[place]
        assert (present.undo, present.redo) == (place > 0, place < len(states) - 1)
        assert present.revision >= piece.revision


def test_a_write_to_an_old_revision_changes_nothing(rows: PieceRows) -> None:
    id = rows.add(Document(id="", text=FERRY))
    rows.edit(id, 1, "from the first tab", by=BY)
    versions = VersionRows(rows)
    for write in (
        lambda: rows.edit(id, 1, "from the second tab", by=BY),
        lambda: rows.decide(id, 1, decision("ferry")),
        lambda: rows.withdraw(id, 1, 1, by=BY),
        lambda: rows.undo(id, 1),
        lambda: rows.redo(id, 1),
        lambda: versions.keep(id, 1, "", by=BY),
        lambda: versions.sign(id, 1, b"", by=BY),
        lambda: versions.reopen(id, 1, by=BY),
    ):
        with pytest.raises(StaleError):
            write()
    assert rows.piece(id).text == "from the first tab"
    assert rows.piece(id).revision == 2
    assert rows.decisions(id) == []


def test_what_is_gone_is_said_to_be(rows: PieceRows) -> None:
    id = rows.add(Document(id="", text=FERRY))
    with pytest.raises(GoneError, match="no such piece"):
        rows.piece(id + 1)
    with pytest.raises(GoneError, match="taken back"):
        rows.withdraw(id, 1, 77, by=BY)
    with pytest.raises(GoneError, match="no version 3"):
        VersionRows(rows).restore(id, 1, 3, by=BY)
    assert rows.piece(id).revision == 1


def test_a_version_brings_back_words_and_decisions(rows: PieceRows) -> None:
    versions = VersionRows(rows)
    id = rows.add(Document(id="", text=FERRY))
    first = rows.decide(id, 1, decision("ferry"))
    versions.keep(id, 2, "as filed", by=BY)
    rows.withdraw(id, 2, first, by=BY)
    rows.edit(id, 3, "Something else.", by=BY)
    later = rows.decide(id, 4, decision("else"))
    versions.restore(id, 5, 1, by=BY)
    assert rows.piece(id).text == FERRY
    assert [one.id for one in rows.decisions(id)] == [first]
    rows.undo(id, 6)
    assert rows.piece(id).text == "Something else."
    assert [one.id for one in rows.decisions(id)] == [later]


def test_a_signature_keeps_its_report(rows: PieceRows) -> None:
    versions = VersionRows(rows)
    id = rows.add(Document(id="", text=FERRY))
    versions.sign(id, 1, b"the report", by=BY)
    assert versions.signed_report(id) == b"the report"
    with pytest.raises(SignedError):
        rows.edit(id, 2, "other words", by=BY)
    with pytest.raises(SignedError):
        versions.sign(id, 2, b"another", by=BY)
    versions.reopen(id, 2, by=BY)
    assert versions.signed_report(id) is None
    with pytest.raises(NothingError):
        versions.reopen(id, 3, by=BY)


def test_an_original_counts_only_while_its_words_stand(rows: PieceRows) -> None:
    id = rows.add(Document(id="", text=FERRY, original=b"a Word file"))
    assert rows.original(id) == b"a Word file"
    rows.edit(id, 1, "other words", by=BY)
    assert rows.original(id) is None
    rows.undo(id, 2)
    assert rows.original(id) == b"a Word file"


def test_what_is_typed_without_a_pause_is_undone_in_one_step(file: DeskFile) -> None:
    rows = PieceRows(file, pause=60)
    links = [Link(span=(0, 5), url="https://example.org"), Link(span=(6, 10), url="https://b.org")]
    id = rows.add(Document(id="", text="First last", links=links))
    for revision, text in enumerate(("First, last", "First, xlast", "First, mast"), start=1):
        rows.edit(id, revision, text, by=BY)
    assert [link.span for link in rows.piece(id).links] == [(0, 5)]
    rows.undo(id, 4)
    piece = rows.piece(id)
    assert (piece.text, piece.links, piece.undo) == ("First last", links, False)
    rows.redo(id, 5)
    assert rows.piece(id).text == "First, mast"


def test_a_decision_or_another_editor_begins_a_new_step(file: DeskFile) -> None:
    rows = PieceRows(file, pause=60)
    id = rows.add(Document(id="", text="a"))
    rows.edit(id, 1, "ab", by=BY)
    rows.decide(id, 2, decision("ab"))
    rows.edit(id, 3, "abc", by=BY)
    rows.edit(id, 4, "abcd", by="Bo Ruiz")
    texts = []
    for revision in range(5, 9):
        rows.undo(id, revision)
        texts.append(rows.piece(id).text)
    assert texts == ["abc", "ab", "ab", "a"]


def test_what_was_typed_and_taken_back_is_no_step(file: DeskFile) -> None:
    rows = PieceRows(file, pause=60)
    id = rows.add(Document(id="", text="a"))
    rows.edit(id, 1, "ab", by=BY)
    rows.edit(id, 2, "a", by=BY)
    piece = rows.piece(id)
    assert (piece.text, piece.undo, piece.redo) == ("a", False, False)
