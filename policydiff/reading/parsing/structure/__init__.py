"""Numbers at the heads of lines to a tree of provisions."""
