"""The decision that leads from one text to another."""
