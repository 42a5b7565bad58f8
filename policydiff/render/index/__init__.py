"""The page that leads to many reports at once, and the same for programs."""
