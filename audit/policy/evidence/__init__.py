"""What the rules look at."""
