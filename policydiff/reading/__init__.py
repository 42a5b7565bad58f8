"""Bytes to a document: the readers of files, the parser, and their tables."""
