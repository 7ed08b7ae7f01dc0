"""What the order of an article's sentences tells of its attributions, beside the network."""

from collections.abc import Sequence

from onrecord.models.config import SpanConfig
from onrecord.models.decoding.relations import Decoded
from onrecord.models.forms.parenthetical import with_parentheticals
from onrecord.models.forms.turned_to import with_turned_to
from onrecord.models.network.mention_features import NameSpan
from onrecord.models.text.tokens import Tokens


def reread(
    decoded: Decoded, tokens: Tokens, names: Sequence[NameSpan], config: SpanConfig
) -> Decoded:
    """`decoded` as the places of quotations and of clauses of saying correct it.

    `names` are those of `tokens`, in text order.
    """
    whole = with_parentheticals(decoded, tokens, names, config)
    return with_turned_to(whole, tokens, names, config)
