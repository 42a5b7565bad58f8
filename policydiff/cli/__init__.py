"""The `policydiff` command: one command is one call into app."""
