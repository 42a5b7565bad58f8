"""Drafting traditions as data, one module per dialect; its name is its key."""
