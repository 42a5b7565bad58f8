"""The words that stay, go and come in a match."""
