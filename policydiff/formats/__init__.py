"""Formats of reports: one module each, its name is its key."""
