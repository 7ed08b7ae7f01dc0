"""Patterns of wordings in which a space stands for any white space."""

import re


def wording(*alternatives: str) -> re.Pattern[str]:
    """A pattern of any of `alternatives`, in which a space stands for any white space.

    The white space is taken whole: what follows it never begins with some, and trying again with
    less would take time by the square of its length.
    """
    joined = "|".join(f"(?:{alternative})" for alternative in alternatives)
    return re.compile(joined.replace(" ", r"\s++"), re.IGNORECASE)
