"""Word lists written as running text."""


def word_set(words: str) -> frozenset[str]:
    """The set of the whitespace-separated words of `words`."""
    return frozenset(words.split())
