"""Amending decisions: read, carried out, verified and drafted."""
