"""The reports of a history, one form a file."""
