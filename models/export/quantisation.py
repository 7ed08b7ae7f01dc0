"""How the graph's products are made to fit into int8."""

from msgspec import Struct


class Quantisation(Struct, frozen=True, kw_only=True):
    """Settings of an export, set by hand; whether they do is what the check of labels shows.

    Attributes:
        migration: how much of a channel's range moves into the weights: 0 nothing, 1 all of it.
        narrowest: ranges below this share of the median are taken for it, since other texts may
            range wider.
        smallest_row: rows whose largest value is below this share of the largest of all are taken
            for it.
        damping: share of the mean second moment that is added to all, so that few texts will do.
        most_measured: how many texts are enough to measure ranges on.
    """

    migration: float = 0.75
    narrowest: float = 0.5
    smallest_row: float = 0.4
    damping: float = 0.01
    most_measured: int = 200
