"""Use cases of amending decisions, and of a package for a board."""
