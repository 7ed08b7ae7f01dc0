"""Label Studio: exports in, tasks out."""
