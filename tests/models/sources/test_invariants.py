"""What holds of the sources of any article."""

import re
from pathlib import Path

import pytest

from onrecord.eval.gold import load_gold
from onrecord.models.tagger import Tagger
from onrecord.models.types import Analysis

pytestmark = pytest.mark.slow

ARTICLES = 40
NOBODY = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "neither",
        "each",
        "both",
    ]
)

Read = list[tuple[str, Analysis]]


@pytest.fixture(scope="module")
def read(shared: Path) -> Read:
    articles = load_gold(shared / "news" / "train.jsonl").articles[:ARTICLES]
    texts = [article.text for article in articles]
    return list(zip(texts, Tagger.load().analyse(texts), strict=True))


def test_a_person_is_named_only_where_the_article_names_them(read: Read) -> None:
    people = 0
    for text, analysis in read:
        for source in analysis.sources:
            if source.label == "named" and source.type == "person":
                people += 1
                words = re.findall(r"\w+", source.name)
                assert any(word[0].isupper() for word in words), source
                assert all(word in text for word in words), source
    assert people > ARTICLES


def test_nobody_is_called_by_a_pronoun_a_letter_or_nothing(read: Read) -> None:
    for _, analysis in read:
        for source in analysis.sources:
            if source.label == "named":
                assert source.name.lower() not in {"unnamed speaker", *NOBODY}, source
                assert len(re.findall(r"\w", source.name)) > 1, source


def test_a_source_with_words_of_its_own_is_somebody(read: Read) -> None:
    mentions = 0
    for text, analysis in read:
        said_by = {a.source_id: a.source for a in analysis.attributions if a.source_id}
        for source in analysis.sources:
            assert source.name and source.name == " ".join(source.name.split()), source
            assert source.mentions == sorted(set(source.mentions)), source
            # Whoever says something is mentioned where it is said.
            assert not said_by.get(source.id) or set(said_by[source.id]) <= set(source.mentions)
            for start, end in source.mentions:
                mentions += 1
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip(), source
    assert mentions > ARTICLES
