"""Source lines and a dialect to a `Document`."""
