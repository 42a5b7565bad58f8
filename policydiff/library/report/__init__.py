"""Versions as a person reads them."""
