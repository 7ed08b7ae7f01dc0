"""The JSON of any of these types in pieces: the whole takes more memory than what it is made of."""

from collections.abc import Iterator
from typing import Final

import msgspec

#: How many entries of a list are encoded at once.
_AT_ONCE: Final = 1_000


def json_pieces(value: object) -> Iterator[bytes]:
    """`value` as msgspec encodes it, long lists a part at a time."""
    if isinstance(value, msgspec.Struct):
        opening = b"{"
        for name, key in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
            yield opening + msgspec.json.encode(key) + b":"
            yield from json_pieces(getattr(value, name))
            opening = b","
        yield b"}"
    elif isinstance(value, list) and len(value) > _AT_ONCE:
        opening = b"["
        for start in range(0, len(value), _AT_ONCE):
            yield opening + msgspec.json.encode(value[start : start + _AT_ONCE])[1:-1]
            opening = b","
        yield b"]"
    else:
        yield msgspec.json.encode(value)
