"""The desk file: pieces, versions, decisions and who made them, in SQLite."""
