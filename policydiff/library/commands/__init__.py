"""add, import, list, show, set, remove, undo, export, log, init, fsck."""
