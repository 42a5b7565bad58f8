"""The reports of a blame, one form a file."""
