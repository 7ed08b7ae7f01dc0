"""A run for readers: Markdown, pages, the model card."""
