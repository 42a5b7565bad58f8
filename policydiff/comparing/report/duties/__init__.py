"""Duties and the penalties for their breach."""
