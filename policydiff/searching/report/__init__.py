"""Hits as a person reads them."""
