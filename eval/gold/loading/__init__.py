"""Loading gold data: a set, several, or a part."""
