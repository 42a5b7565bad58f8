"""The faults of tables and of returned files."""
