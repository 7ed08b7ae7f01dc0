"""What English words tell: of people, numbers, names, cues."""
