"""Histories and origins of words as a person reads them."""
