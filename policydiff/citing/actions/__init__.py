"""Use cases of citations: checks, uses, corrections."""
