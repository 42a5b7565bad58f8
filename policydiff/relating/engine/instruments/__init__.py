"""The instruments that a text names, and their status."""
