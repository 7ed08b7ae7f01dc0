"""What the desk does with pieces: takes them in, audits them, decides on them, hands them out."""
