"""The library: texts stored, found, read, corrected and exported."""
