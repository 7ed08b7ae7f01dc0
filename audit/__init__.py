"""Article in, audit out."""
