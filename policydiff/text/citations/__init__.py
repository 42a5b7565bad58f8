"""Citations in a text: found, placed and resolved within it."""
