"""The shapes of the small heads' weights, by the names that the network gives them."""

from onrecord.models.labels import CODES, SECTORS, UNNAMED
from onrecord.models.network.arc_distance import ARC_BUCKETS
from onrecord.models.network.pair_features import PAIR
from onrecord.models.network.tags import ROLE_TAGS

Shape = tuple[int, ...]


def head_shapes(mention: Shape, pair: Shape, compared: Shape) -> dict[str, Shape]:
    """The shape of each tensor, given those of three vectors.

    Args:
        mention: that of a mention.
        pair: that which a mention is compared by.
        compared: that which two are compared in.

    Raises:
        ValueError: they are not vectors.
    """
    (size,), (pair_size,), (hidden,) = mention, pair, compared
    if not (size and pair_size and hidden):
        raise ValueError("vectors of no length")
    layers = {
        "hidden": (size, 3 * size),
        "code": (len(CODES), size),
        "sector": (len(SECTORS), size),
        "withheld": (1, size),
        "unnamed": (len(UNNAMED), size),
        "insider": (1, size),
        "anaphor": (pair_size, 3 * size),
        "name": (pair_size, 2 * size),
        "antecedent": (pair_size, 3 * size),
        "pair": (hidden, pair_size + PAIR.width),
        "pair_out": (1, hidden),
        "new": (1, size),
    }
    shapes: dict[str, Shape] = {
        "crf.transitions": (len(ROLE_TAGS) + 1, len(ROLE_TAGS)),
        "content_arc_bias": (ARC_BUCKETS,),
        "source_arc_bias": (ARC_BUCKETS,),
        "mentions.elided": mention,
    }
    for name, (outputs, inputs) in layers.items():
        shapes[f"mentions.{name}.weight"] = (outputs, inputs)
        shapes[f"mentions.{name}.bias"] = (outputs,)
    return shapes
