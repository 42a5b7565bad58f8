"""Drafting traditions as data: one file per dialect, its name is its key."""
