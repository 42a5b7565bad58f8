"""Use cases of a relation."""
