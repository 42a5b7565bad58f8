"""The lines before the numbered text, and the facts that they state."""
