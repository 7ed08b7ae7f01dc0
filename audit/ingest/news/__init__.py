"""News items in the formats of the trade: IPTC ninjs, NITF."""
