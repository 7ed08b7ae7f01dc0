"""Text in, paragraphs and zoned sentences out."""
