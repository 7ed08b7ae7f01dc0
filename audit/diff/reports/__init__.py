"""A comparison's reports: for a terminal, the web, a note, a program."""
