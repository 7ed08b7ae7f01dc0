"""What this machine and its processes take and could do."""
