"""Readers of files, one module per format; its name is its key."""
