"""Evaluation runs: data and predictions in, a record of figures out."""
