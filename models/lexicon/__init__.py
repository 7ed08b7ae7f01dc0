"""English word lists and what they say of people, numbers, names and cues."""
