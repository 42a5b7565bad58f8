"""Decisions read, carried out, verified and drafted, as pure values."""
