"""The report over a corpus, and its tables."""
