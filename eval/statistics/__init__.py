"""What chance explains."""
