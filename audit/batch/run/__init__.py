"""Running over a corpus, in one process or several, to its end."""
