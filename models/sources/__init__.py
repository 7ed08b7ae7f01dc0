"""What a source is: its name, label, type, group and confidence."""
