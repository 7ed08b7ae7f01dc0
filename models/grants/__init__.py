"""Anonymity granted: where, to whom, and why."""
