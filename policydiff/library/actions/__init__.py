"""Use cases of the library, without printing."""
