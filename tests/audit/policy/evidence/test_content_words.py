"""The content words of passages."""

from onrecord.audit.policy.evidence.content_words import content_words


def test_forms_of_a_word_meet() -> None:
    assert content_words(["He was mugged."]) == content_words(["Muggers!", "mugging"])
    assert content_words(["Inspectors reported"]) == content_words(["the inspector, reporting"])


def test_small_words_and_short_ones_say_nothing() -> None:
    assert content_words(["They said that it would be, as of yesterday, about £4m."]) == set()


def test_words_of_all_passages_count() -> None:
    found = content_words(["The ferry sank.", "Nobody drowned."])
    assert found == content_words(["Nobody drowned", "ferry", "sank"])
    assert len(found) == 4
