"""Readers of files: a folder a format, with the contract in its `reader`."""
