"""What the order of an article's sentences tells of its attributions, beside the network."""

from onrecord.models.config import SpanConfig
from onrecord.models.decoding.relations import Decoded
from onrecord.models.forms.parenthetical import with_parentheticals
from onrecord.models.forms.turned_to import with_turned_to
from onrecord.models.linking.find_names import find_names
from onrecord.models.network.outputs import TokenScores
from onrecord.models.text.tokens import Tokens


def reread(decoded: Decoded, scores: TokenScores, tokens: Tokens, config: SpanConfig) -> Decoded:
    """`decoded` as the places of quotations and of clauses of saying correct it."""
    names = find_names(tokens, scores)
    whole = with_parentheticals(decoded, tokens, names, config)
    return with_turned_to(whole, tokens, names, config)
