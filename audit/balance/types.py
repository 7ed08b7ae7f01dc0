"""The figures of `Balance`, each with its definition, unit and source."""

import msgspec


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """The figures that sum up one article's sourcing."""
