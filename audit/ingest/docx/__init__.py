"""Reading Word files (DOCX): their words, and where in the file each of them stands."""
