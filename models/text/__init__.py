"""What is on the page: words, tokens, sentences, paragraphs, quotations."""
