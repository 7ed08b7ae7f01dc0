"""Ids and duplicates."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.audit.batch.corpus.minhash import PERMUTATIONS, WORDS, TextSignatures
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.types import SIMILARITY, Duplicate
from onrecord.models.text.words import WORD
from tests.audit.batch.corpora import jsonl, read, story


def repeats(seen: Seen, id: str, record: int, text: str) -> Duplicate | None:
    """What `seen` says of an article."""
    look = seen.signatures.look(text)
    return seen.repeats(id, record, look.digest, look.sign)


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    return Seen(tmp_path / "seen.sqlite")


def test_ids_are_new_once(seen: Seen) -> None:
    assert [seen.new_id(id, i) for i, id in enumerate(["a", "b", "a", "A"])] == [
        True,
        True,
        False,
        True,
    ]


def test_what_was_seen_after_a_record_is_forgotten(seen: Seen) -> None:
    seen.new_id("a", 0)
    repeats(seen, "a", 0, story(1))
    seen.new_id("b", 1)
    repeats(seen, "b", 1, story(2))
    seen.forget(1)
    assert not seen.new_id("a", 1)
    assert seen.new_id("b", 1)
    assert repeats(seen, "b", 1, story(2)) is None
    again = repeats(seen, "c", 2, story(1))
    assert again is not None
    assert again.of == "a"


def test_wire_copy_is_found(seen: Seen) -> None:
    agency = "\n\n".join(story(i) for i in range(1, 5))
    assert repeats(seen, "agency", 0, agency) is None
    assert repeats(seen, "other", 1, story(9)) is None
    shown = agency.replace("\n\n", "\n \n")
    same = repeats(seen, "paper", 2, shown)
    assert same is not None
    assert (same.of, same.kind, same.similarity) == ("agency", "identical", 1.0)
    cut = f"By Our Own Reporter\n\n{agency[:-80]}"
    near = repeats(seen, "cut", 3, cut)
    assert near is not None
    assert (near.of, near.kind) == ("agency", "near")
    assert SIMILARITY <= near.similarity < 1.0


def test_different_stories_are_no_duplicates(tmp_path: Path, scratch: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", [{"id": i, "text": story(i)} for i in range(60)])
    assert [entry.duplicate for entry in read([path], scratch)] == [None] * 60


def test_short_texts_are_duplicates_only_where_identical(seen: Seen) -> None:
    assert repeats(seen, "a", 0, "The mayor of Ostrey resigned on Monday.") is None
    assert repeats(seen, "b", 1, "The mayor of Ostrey resigned on Tuesday.") is None
    again = repeats(seen, "c", 2, "The mayor of  Ostrey resigned on Monday.")
    assert again is not None
    assert again.of == "a"


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(st.integers(30, 300), st.integers(2, 40))
def test_estimates_are_near_the_jaccard_similarity(length: int, every: int) -> None:
    signatures = TextSignatures(SIMILARITY)
    words = [f"w{i}" for i in range(length)]
    other = [word if (i + 1) % every else f"x{i}" for i, word in enumerate(words)]

    def shingles(of: list[str]) -> set[tuple[str, ...]]:
        return {tuple(of[i : i + 3]) for i in range(len(of) - 2)}

    one, two = shingles(words), shingles(other)
    true = len(one & two) / len(one | two)
    estimate = signatures.similarity(signatures.of(" ".join(words)), signatures.of(" ".join(other)))
    # Six standard deviations of a mean of 128 draws.
    assert abs(estimate - true) <= 6 * 0.5 / 128**0.5


@pytest.mark.slow
def test_signatures_are_those_that_datasketch_makes() -> None:
    """Those of a run that was begun with another version are compared with new ones."""
    # Importing it takes seconds.
    from datasketch import MinHash  # type: ignore[import-untyped]

    words = [word.lower().encode() for word in WORD.findall(story(7))]
    plain = MinHash(num_perm=PERMUTATIONS, seed=1)
    plain.update_batch([b" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)])
    signature = TextSignatures(SIMILARITY).of(story(7))
    assert signature == plain.hashvalues.astype("<u4").tobytes()


def test_similar_texts_share_a_band() -> None:
    signatures = TextSignatures(SIMILARITY)
    words = [f"w{i}" for i in range(400)]
    found = 0
    for trial in range(20):
        changed = [w if i % 40 != trial else f"x{trial}" for i, w in enumerate(words)]
        a, b = signatures.of(" ".join(words)), signatures.of(" ".join(changed))
        assert signatures.similarity(a, b) > 0.75
        found += bool(set(signatures.bands(a)) & set(signatures.bands(b)))
    assert found == 20
