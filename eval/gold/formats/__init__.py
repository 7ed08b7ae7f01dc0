"""The formats of gold data, read and written, one module a format."""
