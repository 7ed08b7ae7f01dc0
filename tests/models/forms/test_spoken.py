"""Whose words the turns of a text are, with the model that ships."""

import pytest

from onrecord.audit import Auditor
from tests.models.forms.test_find_forms import HEARING, QUESTIONS


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor.load()


def speaker_of(auditor: Auditor, text: str, words: str) -> str | None:
    """The name of the source of the claim that holds `words`; "" where no claim does."""
    audit = auditor(text)
    at = text.index(words)
    names = {source.id: source.name for source in audit.sources}
    for claim in audit.claims:
        if any(start <= at < end for start, end in claim.spans):
            return names.get(claim.source_id or "")
    return ""


@pytest.mark.slow
def test_each_witness_of_a_hearing_has_their_own_words(auditor: Auditor) -> None:
    assert speaker_of(auditor, HEARING, "You may step down") == "IDOWU"
    assert speaker_of(auditor, HEARING, "It was listing") == "PELL"
    assert speaker_of(auditor, HEARING, "I told the mate") == "PELL"
    assert speaker_of(auditor, HEARING, "The barge sank") is None
    assert sorted(source.name for source in auditor(HEARING).sources) == ["IDOWU", "PELL"]


def test_answers_are_those_of_whoever_is_introduced(auditor: Auditor) -> None:
    assert speaker_of(auditor, QUESTIONS, "I have names for them") == "Ivo Castellan"
    assert speaker_of(auditor, QUESTIONS, "Is it lonely") == ""
    assert speaker_of(auditor, QUESTIONS, "Tell us about") == ""
    assert speaker_of(auditor, QUESTIONS, "The lighthouse will be automated") is None


def test_the_interviewer_is_not_taken_for_the_one_interviewed(auditor: Auditor) -> None:
    text = (
        "By Nell Ardizzone\n\nOur reporter Nell Ardizzone sat down with the mountaineer Pasang "
        "Dolma in Leh in an interview that ran for two hours.\n\n"
        "Q: Were you afraid?\n\nA: I was cold, and that leaves no room for it.\n\n"
        "Q: Will you go back?\n\nA: My knees have voted."
    )
    assert speaker_of(auditor, text, "I was cold") == "Pasang Dolma"
    assert speaker_of(auditor, text, "My knees") == "Pasang Dolma"


def test_a_surname_in_capitals_is_the_person_whom_the_text_introduces(auditor: Auditor) -> None:
    text = (
        "Presenter Fia Lindqvist spoke to Defense Minister Aroha Tamihana on Friday.\n\n"
        "LINDQVIST: Minister, you promised two ships.\n\n"
        "TAMIHANA: I promised that we would look at two ships.\n\n"
        "LINDQVIST: And did you look?\n\nTAMIHANA: We looked, and we bought one."
    )
    assert speaker_of(auditor, text, "we bought one") == "Aroha Tamihana"
    assert speaker_of(auditor, text, "you promised two") == "Fia Lindqvist"


def test_cards_give_each_speaker_their_words(auditor: Auditor) -> None:
    text = (
        "What neighbours say\n\n"
        "“The band plays until three.” — Ada Fosse, 71, retired nurse\n\n"
        "“I have asked for a quieter drum.” — Tomas Reyle, bus driver\n\n"
        "The club opened in March."
    )
    assert speaker_of(auditor, text, "The band plays") == "Ada Fosse"
    assert speaker_of(auditor, text, "I have asked") == "Tomas Reyle"
    assert speaker_of(auditor, text, "The club opened") is None


@pytest.mark.slow
def test_dialogue_between_dashes_is_its_speakers(auditor: Auditor) -> None:
    text = (
        "PORT HARROW — The council met on Monday evening, and Mayor Elena Marsh came late. Some "
        "forty people waited for her in the hall.\n\n"
        "— Will you resign? asked Tom Ridge, who runs the bait shop on the pier.\n\n"
        "— No, said the mayor. I was elected to keep this town solvent, and I will.\n\n"
        "— The county pays half, Marsh replied. — The rest comes from the harbour fund.\n\n"
        "The hall fell silent. The council adjourned at nine without a vote."
    )
    assert speaker_of(auditor, text, "Will you resign") == "Tom Ridge"
    for words in ("I was elected", "The county pays", "The rest comes"):
        assert speaker_of(auditor, text, words) == "Elena Marsh"
    assert speaker_of(auditor, text, "The hall fell silent") is None
