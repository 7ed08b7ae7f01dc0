"""White space at the beginning of a pattern, without a cost that grows by the square."""

from typing import Final

#: White space or none, from where it begins on. A search for ``\\s*,`` goes through a run of
#: blanks again from each of them.
BLANKS: Final = r"(?:(?<!\s)\s+)?"
