"""Speech, document or thought; all sentences are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.labels import Code, Kind
from onrecord.models.lexicon.attribution_kinds import cue_kind, kind_of
from onrecord.models.lexicon.cues import HEDGES, SPEECH, THOUGHT


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("said", "speech"),
        ("told the Herald", "speech"),
        ("wrote on his blog", "speech"),
        ("tweeted", "speech"),
        ("has repeatedly denied", "speech"),
        ("declined to comment", "speech"),
        ("'s criticism of", "speech"),
        ("reportedly", "speech"),
        ("appeared to suggest", "speech"),
        ("is known as", "speech"),
        ("believes", "thought"),
        ("did not think", "thought"),
        ("'d love", "thought"),
        ("is worried about", "thought"),
        ("were hoping", "thought"),
        ("is widely expected", "thought"),
        ("wants", "thought"),
        ("sought", "thought"),
        ("planned", "thought"),
        ("supporters of", "thought"),
        ("seems", "thought"),
        (":", None),
        ("", None),
        ("in", None),
    ],
)
def test_cue(cue: str, kind: Kind | None) -> None:
    assert cue_kind(cue) == kind


@pytest.mark.parametrize(
    ("text", "source", "cue", "code", "kind"),
    [
        ("Tilda Ravn said no.", "Tilda Ravn", "said", "P", "speech"),
        ("Tilda Ravn believes it.", "Tilda Ravn", "believes", "P", "thought"),
        ("The Orsay audit believes it.", "The Orsay audit", "believes", "D", "document"),
        ("Polls suggest a tie.", "Polls", "suggest", "Q", "document"),
        ("One super PAC said no.", "One super PAC", "said", "Q", "speech"),
        ("The harbour company expects rain.", "The harbour company", "expects", "Q", "thought"),
        ("Her letter says so.", "Her letter", "says", "P", "document"),
        ("a key figure says so.", "a key figure", "says", "X", "speech"),
    ],
)
def test_kind(text: str, source: str, cue: str, code: Code, kind: Kind) -> None:
    spans = [[(text.index(words), text.index(words) + len(words))] for words in (cue, source)]
    assert kind_of(text, spans[0], spans[1], code) == kind


def test_without_cue_or_source_it_is_speech() -> None:
    assert kind_of('"No."', [], [], "P") == "speech"
    assert kind_of('"No."', [], [], "N") == "speech"


def test_the_lexicon_does_not_contradict_itself() -> None:
    assert not SPEECH & THOUGHT
    assert not HEDGES & (SPEECH | THOUGHT)


@given(st.text(max_size=60))
def test_the_first_known_word_decides(cue: str) -> None:
    assert cue_kind(f"said {cue}") == "speech"
    assert cue_kind(f"believes {cue}") == "thought"
    assert cue_kind(f"qqq {cue} qqq") == cue_kind(cue)
