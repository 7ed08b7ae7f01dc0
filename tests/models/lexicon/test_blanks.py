"""White space in a source's words takes no time by the square of its length."""

import pytest

from onrecord.models.config import DescriptionConfig
from onrecord.models.lexicon.counts import bare
from onrecord.models.lexicon.descriptions import description_near
from onrecord.models.lexicon.mention_kinds import mention_kind
from tests.growth import is_linear


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["One of{}x", "One of the aides{}x", "Dr.{}Vale", "Vale{}, mayor"]
)
def test_long_gaps_are_read_in_proportion(words: str) -> None:
    def described(text: str) -> None:
        bare(text)
        mention_kind(text)
        description_near(text, (0, len(text)), DescriptionConfig())

    assert is_linear(described, lambda size: words.format(" " * size))
