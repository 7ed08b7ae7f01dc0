"""Reading plain text and Markdown."""
