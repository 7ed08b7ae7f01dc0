"""Two drafts of an article: what changed in its sourcing."""
