"""Sources of texts: one module each, its `NAME` is its key."""
