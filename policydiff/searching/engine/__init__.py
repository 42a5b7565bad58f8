"""Queries and hits."""
