"""The `policydiff` command, and the parts that all commands share."""
