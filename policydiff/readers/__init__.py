"""Bytes to lines: one file per format, its name is its key."""
