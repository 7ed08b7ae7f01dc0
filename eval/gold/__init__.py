"""Gold data: the formats of others at the edge, one typed article inside."""
