"""Gold data, metrics, evaluation runs and speed."""
