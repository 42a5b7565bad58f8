"""Word 97 files and other formats of old offices."""
