"""The wording of what a writer says in the own voice."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.segment.own_voice import MEASURES, wording_of
from onrecord.audit.segment.segmentation import segment
from onrecord.models.text.view import TextView
from onrecord.models.types import Attribution, Wording

TEXT = (
    "The pier isn't safe. “We must never close it,” Ada Fosse said. The US has no such law. "
    "Critics say it rots. Who pays?\n\nNobody knows!"
)


def wording(text: str, title: str = "", content: str = "") -> Wording:
    view = TextView(text)
    spans = [(text.index(content), text.index(content) + len(content))] if content else []
    found = [
        Attribution(
            id="a1",
            source=[],
            cue=[],
            content=[span],
            style="indirect",
            kind="speech",
            code="N",
            label="anonymous",
            type="hearsay",
            source_id=None,
        )
        for span in spans
    ]
    return wording_of(view, title, segment(view, title=title), found)


def measured(found: Wording) -> dict[str, float]:
    return dict(zip(MEASURES, found.measures, strict=True))


def test_quotations_and_attributed_words_are_left_out() -> None:
    found = wording(TEXT, content="it rots")
    assert not {"must", "never", "close", "rots"} & set(found.words)
    assert found.words["critics"] == found.words["said"] == 1
    assert "US" in found.words
    assert "us" not in found.words


def test_measures_are_shares_of_the_writers_own_words() -> None:
    found = measured(wording(TEXT, content="it rots"))
    number = sum(wording(TEXT, content="it rots").words.values())
    assert found["contractions"] == 1 / number
    assert found["negations"] == 2 / number
    assert found["questions"] == found["exclamations"] == 1 / 6
    assert found["words of saying"] == 1 / number


def test_a_label_is_no_word_of_the_headline() -> None:
    found = wording(TEXT, "OPINION: Why 2 piers rot?")
    assert list(found.title) == ["why", "#", "piers", "rot", "?", "^why"]
    assert measured(found)["headline asks"] == 1


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_has_finite_measures(text: str, title: str) -> None:
    found = wording(text, title)
    assert len(found.measures) == len(MEASURES)
    assert all(0 <= measure < 100 for measure in found.measures)
    assert all(count > 0 for count in found.words.values())
