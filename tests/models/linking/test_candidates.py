"""Features of pairs: all mentions at once against one by one, and what they mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.config import LinkingConfig
from onrecord.models.linking.candidates import Candidates
from onrecord.models.network.mention_features import Mention, NameSpan, mention_of, name_of
from onrecord.models.network.pair_features import PAIR
from onrecord.models.text.tokens import TOKEN

WORDS = TOKEN.findall(
    "Mr Dale Brook said he hoped that Ms Brook, of the Harbour Board, agreed. "
    "The board said it and they and she would tell Dale. An aide to Brook said so."
)


@st.composite
def _articles(draw: st.DrawFn) -> tuple[np.ndarray, list[NameSpan], list[Mention]]:
    cuts = sorted(draw(st.sets(st.integers(1, len(WORDS) - 1), max_size=3)))
    paragraphs = np.searchsorted(np.array(cuts), np.arange(len(WORDS)), side="right")
    starts = sorted(draw(st.sets(st.integers(0, len(WORDS) - 2), max_size=9)))
    names = [
        name_of(WORDS, s, s + draw(st.integers(1, 2)), draw(st.integers(0, 3)), draw(st.booleans()))
        for s in starts
    ]
    starts = sorted(draw(st.lists(st.integers(0, len(WORDS) - 3), max_size=9)))
    mentions = [
        mention_of(WORDS, s, s + draw(st.integers(0, 3)), s, draw(st.booleans())) for s in starts
    ]
    return paragraphs, names, mentions


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(_articles(), st.integers(0, 9))
def test_many_at_once_are_as_one_by_one(
    article: tuple[np.ndarray, list[NameSpan], list[Mention]], after: int
) -> None:
    paragraphs, names, mentions = article
    block = mentions[after:]
    candidates = Candidates(names, paragraphs, LinkingConfig(), mentions)
    together = candidates.features(block, after, candidates.near(block, after)) if block else []
    for k, (mention, rows) in enumerate(zip(block, together, strict=True)):
        earlier = mentions[: after + k]
        alone = Candidates(names, paragraphs, LinkingConfig())
        assert np.array_equal(rows[: len(names)], alone.name_features(mention))
        own = rows[len(names) : len(names) + len(earlier)]
        assert np.array_equal(own, alone.mention_features(mention, earlier))


def test_a_long_article_is_searched_nearby_and_for_like_words() -> None:
    words = WORDS * 200
    paragraphs = np.arange(len(words)) // len(WORDS)
    firsts = [k * len(WORDS) for k in range(200)]
    names = [
        name_of(words, at + offset, at + offset + 1, 0, False) for at in firsts for offset in (2, 8)
    ]
    names.insert(0, name_of(words, 0, 2, 0, False))
    mentions = [mention_of(words, at + 8, at + 9, at + 3, False) for at in firsts]
    candidates = Candidates(names, paragraphs, LinkingConfig(), mentions)
    for after in (0, 60, 199):
        among = candidates.near(mentions[after : after + 1], after)
        assert (np.diff(among) > 0).all()
        assert 128 <= len(among) <= 256
        assert among[-1] < len(names) + after
        # The mention itself stands in a name of the article; the mention before it is near.
        assert 1 + 2 * after in among
        assert not after or len(names) + after - 1 in among
        rows = candidates.features(mentions[after : after + 1], after, among)[0]
        whole = candidates.features(
            mentions[after : after + 1], after, np.arange(len(names) + after)
        )[0]
        assert np.array_equal(rows, whole[among])


def test_a_like_name_far_away_is_a_candidate() -> None:
    words = [*WORDS, *["so", "it", "went", "on", "Hale", "said", "."] * 300, "Brook", "said", "."]
    paragraphs = np.zeros(len(words), dtype=np.int64)
    names = [name_of(words, 8, 9, 0, False)]
    names += [name_of(words, i, i + 1, 0, False) for i, w in enumerate(words) if w == "Hale"]
    mention = mention_of(words, len(words) - 3, len(words) - 2, len(words) - 2, False)
    assert 0 in Candidates(names, paragraphs, LinkingConfig(), [mention]).near([mention], 0)


def test_similarity_of_words() -> None:
    names = [name_of(WORDS, 1, 3, 0, False), name_of(WORDS, 8, 9, 0, False)]
    names.append(name_of(WORDS, 12, 14, 1, False))
    candidates = Candidates(names, np.zeros(len(WORDS), dtype=np.int64), LinkingConfig())
    mention = mention_of(WORDS, 1, 3, 3, False)
    rows = candidates.name_features(mention)
    assert rows.shape == (3, PAIR.width)
    # Equal, same last word, name within mention, mention within name, overlap, same place.
    assert rows[:, PAIR.similarity : PAIR.within + 1].tolist() == [
        [1, 1, 1, 1, 1, 1],
        [0, 1, 1, 0, 1, 0],
        [0] * 6,
    ]


def test_a_title_tells_the_gender_of_every_name_of_its_words() -> None:
    names = [name_of(WORDS, 7, 9, 0, False), name_of(WORDS, 32, 33, 0, False)]
    assert [n.words for n in names] == [("brook",), ("brook",)]
    candidates = Candidates(names, np.zeros(len(WORDS), dtype=np.int64), LinkingConfig())
    genders = [PAIR.same_gender, PAIR.other_gender]
    he, she = (mention_of(WORDS, i, i + 1, i, False) for i in (4, WORDS.index("she")))
    assert candidates.name_features(he)[:, genders].tolist() == [[0, 1], [0, 1]]
    assert candidates.name_features(she)[:, genders].tolist() == [[1, 0], [1, 0]]
