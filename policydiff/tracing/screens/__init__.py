"""The screens of history, versions, origin of words, and two days of a work."""
