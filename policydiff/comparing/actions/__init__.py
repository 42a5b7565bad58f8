"""Use cases of a comparison, without printing."""
