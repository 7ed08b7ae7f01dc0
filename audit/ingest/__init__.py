"""Reading articles: plain text, Markdown, web pages."""
