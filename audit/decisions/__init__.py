"""What an editor has settled by hand: the file, where it applies, what it changes."""
