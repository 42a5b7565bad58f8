"""Drafting traditions as data."""
