"""Comparisons as a person reads them."""
