"""Forms of copy that say who speaks: transcripts, interviews, quotation cards, dialogue."""
