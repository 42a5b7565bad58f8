"""Tracing a clause through the versions of its work."""
