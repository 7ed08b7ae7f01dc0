"""How fast audits are, and how far that is from what the machine could do."""
