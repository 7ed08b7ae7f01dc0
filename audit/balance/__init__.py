"""The figures that sum up an article's sourcing."""
