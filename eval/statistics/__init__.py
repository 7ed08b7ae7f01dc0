"""Intervals and significance tests."""
