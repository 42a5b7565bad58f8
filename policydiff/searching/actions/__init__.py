"""Use cases of a search."""
