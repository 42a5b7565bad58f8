"""The new text with tracked changes."""
