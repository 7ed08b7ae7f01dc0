"""Changes to a training text that move no offset."""

from typing import Final

import msgspec

from onrecord.models.training.examples import Example

_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")


def straighten_quotes(example: Example) -> Example:
    """`example` with typewriter quotation marks and apostrophes, as wires and drafts have them."""
    return msgspec.structs.replace(example, text=example.text.translate(_STRAIGHT))
