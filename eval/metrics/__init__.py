"""The figures of an evaluation, each metric a small class that says only what differs."""

from onrecord.eval.metrics.figures import Figures, score, summary

__all__ = ["Figures", "score", "summary"]
