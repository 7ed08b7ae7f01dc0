"""What a report says, in every format."""
