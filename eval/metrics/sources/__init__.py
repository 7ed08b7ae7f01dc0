"""Figures of who stands behind an attribution."""
