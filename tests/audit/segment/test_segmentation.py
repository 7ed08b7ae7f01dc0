"""What holds of the segmentation of any text."""

from unittest.mock import patch

import pytest
from hypothesis import given

from onrecord.audit.segment.segmentation import segment
from onrecord.models.text import sentences as splitter
from onrecord.models.text.view import TextView
from onrecord.models.text.words import word_spans
from tests.audit.random_articles import texts


@given(texts)
def test_every_word_stands_in_one_sentence_of_its_paragraph(text: str) -> None:
    view = TextView(text)
    sentences = segment(view, title="The mayor said", author="Nora Quill")
    ends = [0]
    for sentence in sentences:
        start, end = sentence.span
        first, last = view.paragraphs[sentence.paragraph]
        assert ends[-1] <= start < end <= len(text)
        assert first <= start and end <= last
        assert text[start:end] == text[start:end].strip()
        ends.append(end)
    covered = [word for s in sentences for word in word_spans(text, *s.span)]
    assert covered == word_spans(text)


@given(texts)
def test_a_text_with_words_keeps_a_body(text: str) -> None:
    body = [s for s in segment(TextView(text)) if s.zone in ("body", "question")]
    assert any(word_spans(text, *s.span) for s in body) == bool(word_spans(text))


def test_the_work_grows_with_the_length_of_a_paragraph() -> None:
    """Counts the characters that the rules around the splitter look at."""

    def looked_at(text: str) -> int:
        seen = 0
        real = splitter._ends_sentence

        def counted(before: str, after: str) -> bool:
            nonlocal seen
            seen += len(before) + len(after)
            return real(before, after)

        with patch.object(splitter, "_ends_sentence", counted):
            assert len(segment(TextView(text))) > 1
        return seen

    sentence = "The council of Brackwater met again, Ms. Quill said, and it rained. "
    assert looked_at(sentence * 1000) <= 11 * looked_at(sentence * 100)


@pytest.mark.slow
def test_long_paragraphs_and_long_tokens_are_read_to_the_end() -> None:
    paragraph = "The council met, and it rained. " * 4000
    assert len(segment(TextView(paragraph))) == 4000
    assert len(segment(TextView("a." * 50_000))) == 1
    for mark in ("“", "''", "' ", "By A, ", "(A) "):
        text = mark * 4000
        spans = [sentence.span for sentence in segment(TextView(text))]
        assert "".join(text[s:e] for s, e in spans).split() == text.split()
