"""Requirements beside rules of one's own, by their words."""
