"""The index of the full-text search."""
