"""Two documents to a `Comparison`: alignment, redline, facts."""
