"""What editors have decided about the words of an article, as far as it concerns claims."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.models.types import Span


class Settled(NamedTuple):
    """Decisions on words, as half-open offsets into the text, in text order and apart.

    voiced: claims in the writer's own voice, however short. silent: no claims. decided: claims
    that have any of these words are decided; so are those of the attributions with these ids.
    Words of the first two belong to no attribution's content.
    """

    voiced: Sequence[Span] = ()
    silent: Sequence[Span] = ()
    decided: Sequence[Span] = ()
    attributions: frozenset[str] = frozenset()


#: Nothing has been decided.
UNSETTLED: Final = Settled()
