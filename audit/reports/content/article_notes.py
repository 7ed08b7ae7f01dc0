"""What a report says about the kind of article, and what makes its audit less certain."""

from typing import Final

from onrecord.audit.schema.audit import Article, GenreFrom

#: The genre that needs no mention, as every rule is made for it.
_ORDINARY: Final = "news"
_KNOWN_FROM: Final[dict[GenreFrom, str]] = {
    "declared": "as declared",
    "text": "judged from the text",
}


def genre_line(article: Article) -> str | None:
    """The genre and how it is known: “opinion, as declared”; None where it is not known."""
    if not article.genre:
        return None
    known = _KNOWN_FROM[article.genre_from] if article.genre_from else ""
    return ", ".join(filter(None, (article.genre, known)))


def told_genre(article: Article) -> str | None:
    """`genre_line`, for the head of a report: None for news, which a reader expects."""
    return None if article.genre == _ORDINARY else genre_line(article)
