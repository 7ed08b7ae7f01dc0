"""What this machine could do, and what its processes take."""
