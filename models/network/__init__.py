"""The encoder with its heads, what it is given, and what it gives."""
