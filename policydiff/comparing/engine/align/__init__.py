"""Alignment: the articles and clauses of two texts that correspond."""
