"""The git-backed repository: one writer, many readers."""
