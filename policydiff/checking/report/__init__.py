"""Checks as a person reads them."""
