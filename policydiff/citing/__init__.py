"""Citations across works: found, resolved, checked, corrected."""
