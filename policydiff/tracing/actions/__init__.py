"""Use cases of history, blame and timeline."""
