"""Citations of works and provisions, resolved and checked."""
