"""The line that a key stands on."""

import pytest

from onrecord.audit.policy.line_numbers import line_of

TOML = """\
# Ours
name = "ours"

[rules]
hearsay = "error"
"second-hand" = 'off'
few-named.threshold = 3
unsourced-run = { level = "warning", threshold = 90 }

  [rules.single-source]   # the one
  level = "error"
  threshold = 0.6
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("rules",), 4),
        (("rules", "hearsay"), 5),
        (("rules", "second-hand"), 6),
        (("rules", "few-named", "threshold"), 7),
        (("rules", "unsourced-run", "threshold"), 8),
        (("rules", "single-source"), 10),
        (("rules", "single-source", "threshold"), 12),
        (("rules", "nothing-there"), 4),
        (("nothing-there",), 1),
    ],
)
def test_line_of(path: tuple[str, ...], line: int) -> None:
    assert line_of(TOML, path) == line
