"""Logical lines out of those of a source."""
