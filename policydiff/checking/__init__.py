"""Checks of a draft, a returned file and a comparison table."""
