"""Reading a corpus, record by record."""
