"""Fitting words to sectors."""

import pytest

from onrecord.models.labels import SECTORS, Sector
from onrecord.models.training.examples import Example, ExampleAttribution
from onrecord.models.training.fit_sector_words import fit_sector_words

pytestmark = pytest.mark.slow


def example(number: int, source: str, sector: Sector | None) -> Example:
    text = f"{source} said so."
    attribution = ExampleAttribution(
        source=[(0, len(source))], cue=[], content=[], code="P", sector=sector, canonical=source
    )
    return Example(id=str(number), text=text, attributions=[attribution])


def test_rare_sectors_are_learnt_beside_frequent_ones() -> None:
    given: list[tuple[str, Sector]] = [("the mayor", "government")] * 40
    given += [("the judge", "justice")] * 4
    fitted = fit_sector_words([example(n, *one) for n, one in enumerate(given)])
    assert fitted is not None
    for phrase, sector in (("The Mayor", "government"), ("a judge", "justice")):
        told = fitted.log_probabilities([phrase])
        assert told is not None
        assert SECTORS[int(told.argmax())] == sector


def test_the_same_sources_give_the_same_weights() -> None:
    given: list[tuple[str, Sector]] = [("the judge", "justice"), ("the mayor", "government")] * 2
    examples = [example(n, *one) for n, one in enumerate(given)]
    one, other = (fit_sector_words(examples) for _ in range(2))
    assert one is not None
    assert other is not None
    told = [fitted.log_probabilities(["the judge"]) for fitted in (one, other)]
    assert told[0] is not None
    assert told[0].tobytes() == told[1].tobytes()  # type: ignore[union-attr]


def test_without_sectors_nothing_is_fitted() -> None:
    assert fit_sector_words([example(0, "the judge", None)]) is None
    assert fit_sector_words([example(n, "she", "justice") for n in range(3)]) is None


def test_words_of_one_text_alone_are_not_learnt() -> None:
    given: list[tuple[str, Sector]] = [("the judge", "justice"), ("the mayor", "government")] * 2
    texts = [*given, ("Qzwvx the judge", "justice")]
    fitted = fit_sector_words([example(n, *one) for n, one in enumerate(texts)])
    assert fitted is not None
    assert fitted.log_probabilities(["Qzwvx"]) is None


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("Odo Brill, the town clerk", "government"),
        ("a hydrologist", "expert"),
        ("a landlady", "business"),
    ],
)
def test_written_phrases_tell_of_sectors_beside_gold(phrase: str, sector: Sector) -> None:
    given: list[tuple[str, Sector]] = [("the judge", "justice"), ("the singer", "citizen")] * 9
    examples = [example(n, *one) for n, one in enumerate(given)]
    fitted, alone = fit_sector_words(examples), fit_sector_words(examples, written=0)
    assert fitted is not None
    assert alone is not None
    told = fitted.log_probabilities([phrase])
    assert told is not None
    assert SECTORS[int(told.argmax())] == sector
    unaided = alone.log_probabilities([phrase])
    assert unaided is None or SECTORS[int(unaided.argmax())] != sector
