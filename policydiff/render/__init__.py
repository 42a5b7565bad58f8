"""Comparisons as bytes: one file per report, its name is its key."""
