"""relate, review, and the former command instruments."""
