"""The encoder with its heads, its inputs and its outputs."""
