"""The line number of a key in a TOML file, for messages about it."""

import tomllib
from collections.abc import Iterator, Sequence


def line_of(toml: str, path: Sequence[str]) -> int:
    """Number of the line (from 1) that sets the key `path`, or the nearest table around it.

    `toml` is valid TOML. A key inside an inline table has the line of that table. Lines inside
    a multi-line string may be taken for keys; the number only serves a message.
    """
    wanted = tuple(path)
    best, depth = 1, -1
    for number, found in _keys(toml):
        shared = wanted[: len(found)] == found
        if shared and len(found) > depth:
            best, depth = number, len(found)
    return best


def _keys(toml: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and full path of each table header and key."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(toml.splitlines(), 1):
        code = line.strip()
        if code.startswith("["):
            header = _path(code)
            if header:
                table = header
                yield number, table
        elif "=" in code:
            key = _path(code[: code.index("=")] + "= 0")
            if key:
                yield number, table + key


def _path(code: str) -> tuple[str, ...]:
    """The one path that a line of TOML sets; empty if it is not a header or key."""
    try:
        node: object = tomllib.loads(code)
    except tomllib.TOMLDecodeError:
        return ()
    path = []
    while isinstance(node, dict) and node:
        key, node = next(iter(node.items()))
        path.append(key)
    return tuple(path)
