"""Tables of office files with the marks of their characters."""
