"""The reports of a consolidation, one form a file."""
