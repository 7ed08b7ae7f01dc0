"""Decisions of editors: the file, where they apply, what they change."""
