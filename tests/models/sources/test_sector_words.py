"""Sectors by the words of a source."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.errors import OnRecordError
from onrecord.models.labels import SECTORS
from onrecord.models.sources.sector_words import SECTOR_WORDS, SectorWords, checksums_of
from onrecord.models.tagger import Tagger, shipped_weights


@pytest.fixture(scope="module")
def shipped() -> SectorWords:
    loaded = SectorWords.load(shipped_weights())
    assert loaded is not None
    return loaded


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("Judge Orla Finch", "justice"),
        ("a county prosecutor", "justice"),
        ("the parish council", "government"),
        ("Ida Brandt, professor of hydrology at the University of Calder", "expert"),
        ("the airline's chief executive", "business"),
        ("a mother of two", "citizen"),
    ],
)
def test_words_tell_of_sectors(shipped: SectorWords, phrase: str, sector: str) -> None:
    told = shipped.log_probabilities([phrase])
    assert told is not None
    assert SECTORS[int(told.argmax())] == sector
    assert np.exp(told).sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("phrases", [[], [""], ["…"], ["She", "who", "him"], ["Qzwvx"]])
def test_pronouns_and_unknown_words_tell_nothing(shipped: SectorWords, phrases: list[str]) -> None:
    assert shipped.log_probabilities(phrases) is None


@given(st.lists(st.text(max_size=40), max_size=6), st.randoms())
def test_the_order_of_mentions_does_not_matter(phrases: list[str], random: object) -> None:
    shuffled = list(phrases)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = checksums_of(phrases)
    assert checksums_of([*shuffled, *phrases]) == found
    assert found == sorted(set(found))


def test_what_was_saved_is_read_again(shipped: SectorWords, tmp_path: Path) -> None:
    assert SectorWords.load(tmp_path) is None
    shipped.save(tmp_path)
    read = SectorWords.load(tmp_path)
    assert read is not None
    told = [one.log_probabilities(["the fire chief"]) for one in (shipped, read)]
    assert told[0] is not None
    assert np.array_equal(told[0], told[1])  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"{}", b"\x08\0\0\0\0\0\0\0{}      "])
def test_a_damaged_file_is_named_in_a_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SECTOR_WORDS).write_bytes(content)
    with pytest.raises(OnRecordError, match=r"sector-words\.safetensors is damaged .* delete it"):
        SectorWords.load(tmp_path)


@pytest.mark.slow
def test_words_settle_what_the_network_leaves_open() -> None:
    tagger = Tagger.load()
    sources = msgspec.structs.replace(tagger.decoding.sources, sector_words=100.0)
    by_words = tagger.with_decoding(msgspec.structs.replace(tagger.decoding, sources=sources))
    text = "The ship will sail on Friday, Judge Orla Finch said. “It is late,” she added."
    (analysis,) = by_words.analyse([text])
    assert [source.sector for source in analysis.sources] == ["justice"]
