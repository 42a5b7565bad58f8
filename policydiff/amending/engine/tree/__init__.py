"""The tree of the new version, built from the base and the changes."""
