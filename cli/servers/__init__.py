"""The commands that listen: the review desk, and the service for programs."""
