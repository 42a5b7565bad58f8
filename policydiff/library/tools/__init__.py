"""The library for an assistant."""
