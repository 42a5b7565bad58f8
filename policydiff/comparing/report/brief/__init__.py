"""A comparison on one page."""
